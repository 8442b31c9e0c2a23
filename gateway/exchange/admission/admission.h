#pragma once

#include "client_identity.h"
#include "endpoint_table.h"

#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/http/message.h"

#include <optional>
#include <string>
#include <string_view>

namespace gateway::exchange {

/// Who asks. `name` is "anonymous" without a known key.
struct Caller {
    std::string name = "anonymous";
    std::optional<std::size_t> consumer = {}; ///< index in the settings
    bool isOwn = false; ///< this program itself, which its user may let use everything
    std::optional<WallTime> until = {}; ///< his key holds
};

/// The endpoint that a path means; without one: none. The paths that routes have of their
/// own are chat completions: the body tells.
EndpointMatch endpointAt(std::string_view path, const Snapshot& snapshot);

/// Keeps web pages out: Host must name this gateway, Origin (if sent) must be an allowed one or this gateway's own, a
/// request that another site caused must have such an Origin, and nothing but a liveness endpoint can be opened, framed,
/// embedded or run. A localhost gateway is otherwise open to DNS rebinding and cross-site requests.
/// Errors: ForbiddenHost, ForbiddenOrigin.
Result<void> checkSource(const http::RequestHead& head, const Snapshot& snapshot, bool isLiveness = false);

/// Whether a page of this origin may read answers (CORS): one that the configuration allows.
bool mayReadAnswers(std::string_view origin, const Snapshot& snapshot);

/// The keys that a client shows, wherever dialects put them, in this order:
/// Authorization: Bearer, x-api-key, api-key, x-goog-api-key, ?key=.
std::vector<std::string> shownKeys(const http::RequestHead& head);

/// Header lines with a client's own authorization at a provider. Never with a key of
/// this gateway, in whatever scheme.
providers::Authorization clientCredential(const http::RequestHead& head, const Snapshot& snapshot);
/// What the client of a route with `client_credential` hears where there is none.
Error noCredential(const config::RouteSettings& route);

/// This program, as it asks its own gateway.
Caller ownCaller();

/// Finds out who asks. Errors: InvalidConsumerKey for a missing or unknown key where
/// one is needed, and for a disabled or expired one anywhere. The program's own key counts from this machine only.
Result<Caller> identifyCaller(const http::RequestHead& head, const ClientIdentity& client, const Snapshot& snapshot, WallTime now);

/// The caller as policies see him.
policy::Caller policyCaller(const Caller& caller, const Snapshot& snapshot);

/// Whether `caller` may use the route and the model: see `policy::checkPermission()`.
Result<void> checkRoute(const Caller& caller, const config::RouteSettings* route, std::string_view model,
                        const Snapshot& snapshot);

/// A body type that a web form can send to another site, on a JSON endpoint, and
/// encodings that are not understood. Errors: UnsupportedMediaType.
Result<void> checkBodyType(const http::RequestHead& head);

/// What a page posts has to be JSON, or a form with files where `takesForms`: no page sends JSON to another origin without
/// having asked first. Errors: UnsupportedMediaType.
Result<void> checkPageBody(const http::RequestHead& head, bool takesForms);

/// A request that went through this gateway before. Errors: LoopDetected.
Result<void> checkHops(const http::RequestHead& head, std::string_view instanceId);

/// The header that carries the gateways a request went through.
inline constexpr std::string_view kHopHeader = "x-signalbox-hop";
/// What it holds, as one list however many lines it has. Source: RFC 9110 §5.3.
std::optional<std::string> hopsOf(const http::Headers& headers);

/// "client/1.2 (x)" becomes "client"; at most 64 printable characters, without what `redactor` masks.
std::string clientName(const http::RequestHead& head, const secrets::Redactor& redactor);

} // namespace gateway::exchange
