#pragma once

#include "google_account.h"

#include "gateway/core/clock.h"

#include <chrono>
#include <string>
#include <string_view>

namespace gateway::providers {

// A service account shows a signed assertion at Google's token endpoint and gets a token
// for about an hour. Source: Google Identity, "Using OAuth 2.0 for Server to Server
// Applications"; RFC 7523. Read 2026-11.

/// An access token. Shown as "Authorization: Bearer".
struct AccessToken {
    Secret token;
    std::chrono::seconds validFor{0};
};

/// The body of the request for a token, "application/x-www-form-urlencoded". It is as good
/// as the key for an hour. Errors: NoUsableKey (the private key cannot be used).
Result<Secret> googleTokenRequest(const GoogleAccount& account, WallTime now);

/// Reads the answer. Errors: NoUsableKey (refused: says what Google said and what to do),
/// UpstreamError (an error that may pass), UpstreamProtocolError (no answer of this kind).
Result<AccessToken> parseTokenAnswer(int status, std::string_view body);

} // namespace gateway::providers
