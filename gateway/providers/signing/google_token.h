#pragma once

#include "google_account.h"

#include "gateway/core/clock.h"

#include <chrono>
#include <string>
#include <string_view>

namespace gateway::providers {

// A service account sends a signed assertion to Google's token endpoint and gets a token for about an hour. Source:
// Google Identity, "Using OAuth 2.0 for Server to Server Applications"; RFC 7523. Read 2026-11.

/// An access token. Sent as "Authorization: Bearer".
struct AccessToken {
    Secret token;
    std::chrono::seconds validFor{0};
};

/// The body of the token request, "application/x-www-form-urlencoded". For one hour it is as sensitive as the key.
/// Errors: NoUsableKey (the private key is unusable).
Result<Secret> googleTokenRequest(const GoogleAccount& account, WallTime now);

/// Parses the response. Errors: NoUsableKey (rejected: with Google's message and the remedy), UpstreamError (possibly
/// temporary), UpstreamProtocolError (not a token response).
Result<AccessToken> parseTokenAnswer(int status, std::string_view body);

} // namespace gateway::providers
