#pragma once

#include "admission.h"
#include "ask.h"

#include "gateway/core/clock.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace gateway::usage {
class ProcessName;
class SharedText;
}

namespace gateway::exchange {

/// The lines of a chat's head as they go to a target, up to the length of the body.
struct UpstreamLines {
    const Access* access = nullptr; ///< to which; null: none are known
    const UsableKey* key = nullptr; ///< with which
    bool isStream = false;          ///< that is asked for
    std::string text;
};

/// Which route takes a model.
struct KnownRoute {
    bool isKnown = false;
    std::string model;
    const config::RouteSettings* route = nullptr; ///< null: none does
    std::shared_ptr<const usage::SharedText> refusals; ///< why the others do not; null: none refused
};

/// What follows from a request's head and the snapshot alone. A client that keeps its
/// connection sends the same head over and over: it is found once.
struct HeadFindings {
    std::uint64_t head = 0; ///< its number on the connection; 0: nothing was found
    std::weak_ptr<const Snapshot> snapshot; ///< that it was judged by; pointers in here lead into it

    EndpointMatch endpoint;
    Ask ask;
    std::string clientName;
    std::optional<ClientIdentity> client;
    Caller caller;
    KnownRoute route;
    UpstreamLines lines;

    /// Whether they are those of `head`, still.
    bool holdFor(const http::RequestHead& head, const std::shared_ptr<const Snapshot>& current, WallTime now) const;
};

/// What the requests of one connection leave for those behind them. Gateway thread.
struct ClientNotes {
    std::shared_ptr<const usage::ProcessName> process; ///< at its other end; null: not looked for yet
    PeerUser user; ///< at its other end
    HeadFindings findings; ///< of the newest head
};

} // namespace gateway::exchange
