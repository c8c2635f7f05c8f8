/**
 * Asks for the token on every route that does not say `@WithoutToken`.
 * Promise: no body is read before it was asked.
 * Does not: compare; `access` does.
 */
import { type CanActivate, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { IncomingMessage } from 'node:http';
import { checkToken, type AccessRules } from './access.js';

const WITHOUT_TOKEN = 'tieout:without-token';

export const WithoutToken = () => SetMetadata(WITHOUT_TOKEN, true);

export class TokenGuard implements CanActivate {
  private readonly reflector = new Reflector();

  constructor(private readonly rules: AccessRules) {}

  canActivate(context: ExecutionContext): boolean {
    const isOpen = this.reflector.getAllAndOverride<boolean>(WITHOUT_TOKEN, [context.getHandler(), context.getClass()]);
    if (isOpen !== true) checkToken(context.switchToHttp().getRequest<IncomingMessage>(), this.rules);
    return true;
  }
}
