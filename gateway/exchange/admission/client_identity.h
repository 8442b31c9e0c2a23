#pragma once

#include "gateway/core/result.h"
#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/http/message.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::exchange {

/// The user who owns the other end of a connection on this machine. It is looked up at most once, and only when it is
/// needed. Gateway thread.
class PeerUser {
public:
    /// Empty if this system does not report it. An error if the look-up failed; its message says why.
    using Answer = Result<std::optional<std::uint32_t>>;

    /// `ask` may be empty if this system does not report the user.
    explicit PeerUser(std::function<Answer()> ask = {}) : m_ask(std::move(ask)) { }

    const Answer& get();

private:
    std::function<Answer()> m_ask;
    std::optional<Answer> m_answer;
};

/// Where a request comes from: the single decision that admission, attribution, `/metrics` and the window's own key
/// share. A caller is local if it connects over loopback, no forwarding header says that somebody else sent the
/// request, and the connection belongs to a user whom `listen.local_users` allows. Everybody else is remote. A value.
class ClientIdentity {
public:
    /// `snapshot` and `user` must outlive this object; `user` is the user of the request's connection.
    ClientIdentity(const http::RequestHead& head, const Snapshot& snapshot, PeerUser& user);

    bool isLocal() const { return remoteness() == Remoteness::Local; }
    /// Whether the other end of the connection is the process that sent the request.
    bool hasProcess() const { return m_place == Remoteness::Local; }
    /// Whether the window's own key is accepted: from a local caller, and over a network address of this machine itself.
    bool mayBeOwnProgram() const { return m_place == Remoteness::OwnAddress || isLocal(); }
    /// The client's address: that of the connection, or as trusted proxies report it; "unknown" if they report nothing
    /// usable.
    const std::string& address() const { return m_address; }

    /// Why the caller is not local (a clause) and how to fix it (a sentence); both are empty for a local caller.
    Sentence whyRemote() const;
    Sentence remedy() const;
    /// Whether the caller connected over loopback but is not local.
    bool isRefusedHere() const;
    /// Whether the caller is not local only because the owner of the connection could not be determined.
    bool isUserUnknown() const { return remoteness() == Remoteness::UnknownUser; }

private:
    enum class Remoteness { Local, Elsewhere, OwnAddress, Forwarded, OtherUser, UnknownUser };
    Remoteness remoteness() const;

    const Snapshot* m_snapshot;
    PeerUser* m_user;
    Remoteness m_place = Remoteness::Local; // as far as the request itself shows
    bool m_isLoopback;
    std::string m_header; // the header that shows that the request was forwarded
    std::string m_address;
};

} // namespace gateway::exchange
