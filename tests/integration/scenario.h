#pragma once

#include "fake_upstream.h"
#include "gateway_process.h"
#include "http_client.h"

#include <string>
#include <string_view>
#include <vector>

// Shared by the end-to-end cases: requests, configurations and the checks that
// apply to every answer.
namespace tests {

inline constexpr const char* kKeyName = "E2E_UPSTREAM_KEY";
inline constexpr const char* kKeyReference = "env:E2E_UPSTREAM_KEY";
inline constexpr const char* kKey = "sk-e2e-main-5f1c0d9a7b";

/// The environment in which `kKeyReference` is `kKey`.
GatewayProcess::Options withKey();
/// The same for a test that measures memory: the address sanitizer, if built in,
/// would otherwise keep freed memory for a while.
GatewayProcess::Options measured();

/// `{"model":...,"messages":[{"role":"user","content":"hi"}]}` followed by `extra` (",\"n\":1").
std::string ask(const std::string& model, const std::string& extra = {});
std::string askStream(const std::string& model, const std::string& extra = {});

/// One provider `up` at `upstream`, with `kKeyReference`, and the route `alias` -> `up-model`.
Json aliasConfiguration(const FakeUpstream& upstream);

/// Two providers, `first` and `second`, and the route `alias`: first-model, then second-model.
Json fallbackConfiguration(const std::string& firstUrl, const std::string& secondUrl);

/// The same without cooldowns after failures, for tests of single requests.
Json withoutHealth(Json config);

/// An upstream that answers with this body.
Behaviour told(const std::string& body);
/// The provider `up` of that type at `upstream`, with `kKeyReference`.
Json ofType(const FakeUpstream& upstream, const char* type);

/// The `x-signalbox-attempts` header as a number; -1: none.
int attempts(const HttpAnswer& answer);

/// The error contract in OpenAI's shape: status, code, header, message, request id.
/// Returns the message.
std::string checkError(const HttpAnswer& answer, int status, const std::string& code);

/// The parsed body; discarded if it is not JSON.
Json parsed(const std::string& text);

} // namespace tests
