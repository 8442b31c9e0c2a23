#pragma once

#include "client_identity.h"
#include "endpoint_table.h"

#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/http/message.h"

#include <optional>
#include <string>
#include <string_view>

namespace gateway::exchange {

/// The caller of a request. `name` is "anonymous" without a known key.
struct Caller {
    std::string name = "anonymous";
    std::optional<std::size_t> consumer = {}; ///< index in the settings; empty: not a consumer
    bool isOwn = false; ///< this program itself, which its user may allow to use everything
    std::optional<WallTime> until = {}; ///< when the key expires
};

/// The endpoint that a path means; its `endpoint` is null if there is none. A route's own paths are chat completions;
/// the body tells which dialect it is.
EndpointMatch endpointAt(std::string_view path, const Snapshot& snapshot);

/// Keeps web pages out: Host must name this gateway, Origin (if sent) must be an allowed one or this gateway's own, a
/// request that another site caused must have such an Origin, and nothing but a liveness endpoint can be opened, framed,
/// embedded or run. A localhost gateway is otherwise open to DNS rebinding and cross-site requests.
/// Errors: ForbiddenHost, ForbiddenOrigin.
Result<void> checkSource(const http::RequestHead& head, const Snapshot& snapshot, bool isLiveness = false);

/// Whether a page of this origin may read answers (CORS): one that the configuration allows.
bool mayReadAnswers(std::string_view origin, const Snapshot& snapshot);

/// The keys that a client sends, wherever its dialect puts them, in this order: Authorization: Bearer, x-api-key,
/// api-key, x-goog-api-key, ?key=.
std::vector<std::string> shownKeys(const http::RequestHead& head);

/// Header lines with the client's own credentials for a provider. Never contains a key of this gateway, whatever the
/// scheme.
providers::Authorization clientCredential(const http::RequestHead& head, const Snapshot& snapshot);
/// The error for a route with `client_credential` when the client sent no credential.
Error noCredential(const config::RouteSettings& route);

/// Whether the request has the key that this program sends to its own gateway. No digest is computed for other callers.
bool showsOwnKey(const http::RequestHead& head, const Snapshot& snapshot);

/// The caller when this program sends a request to its own gateway.
Caller ownCaller();

/// Identifies the caller. Errors: InvalidConsumerKey if a required key is missing or unknown, and always for a disabled
/// or expired key. The program's own key is accepted from this machine only.
Result<Caller> identifyCaller(const http::RequestHead& head, const ClientIdentity& client, const Snapshot& snapshot, WallTime now);

/// The caller in the form that policies use.
policy::Caller policyCaller(const Caller& caller, const Snapshot& snapshot);

/// Whether `caller` may use the route and the model: see `policy::checkPermission()`.
Result<void> checkRoute(const Caller& caller, const config::RouteSettings* route, std::string_view model,
                        const Snapshot& snapshot);

/// Rejects, on a JSON endpoint, body types that a web form can send to another site, and unsupported content codings.
/// Errors: UnsupportedMediaType.
Result<void> checkBodyType(const http::RequestHead& head);

/// Requires a web page's body to be JSON, or a form with files if `takesForms`: a page cannot send JSON to another
/// origin without a preflight request. Errors: UnsupportedMediaType.
Result<void> checkPageBody(const http::RequestHead& head, bool takesForms);

/// Rejects a request that has already passed through this gateway. Errors: LoopDetected.
Result<void> checkHops(const http::RequestHead& head, std::string_view instanceId);

/// The header that lists the gateways a request has passed through.
inline constexpr std::string_view kHopHeader = "x-signalbox-hop";
/// The value of that header, with several lines joined to one list. Source: RFC 9110 §5.3.
std::optional<std::string> hopsOf(const http::Headers& headers);

/// The header with the id of the evaluation run that a request belongs to. Accepted from this program only, and never
/// sent upstream.
inline constexpr std::string_view kEvalRunHeader = "x-signalbox-eval-run";
/// Its value; empty: no such header, several, or not an id as `IdSource` makes them.
std::string_view evalRunOf(const http::Headers& headers);

/// "client/1.2 (x)" becomes "client"; at most 64 printable characters, without what `redactor` masks.
std::string clientName(const http::RequestHead& head, const secrets::Redactor& redactor);

} // namespace gateway::exchange
