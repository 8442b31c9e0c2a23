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

/// The user who has the other end of a connection on this machine. It is asked for at most once, and only when the
/// answer is needed. Gateway thread.
class PeerUser {
public:
    /// Empty: this system does not tell. An error: it could not be found out, and its message says why.
    using Answer = Result<std::optional<std::uint32_t>>;

    /// `ask` may be empty: this system does not tell.
    explicit PeerUser(std::function<Answer()> ask = {}) : m_ask(std::move(ask)) { }

    const Answer& get();

private:
    std::function<Answer()> m_ask;
    std::optional<Answer> m_answer;
};

/// Where a request comes from: the one statement that admission, attribution, `/metrics` and the window's own key use.
/// A caller is local if it comes over loopback, no forwarding header says that somebody else sent the request, and the
/// connection belongs to a user whom `listen.local_users` allows. Everybody else is remote. A value.
class ClientIdentity {
public:
    /// `snapshot` and `user` must outlive it; `user` is that of the request's connection.
    ClientIdentity(const http::RequestHead& head, const Snapshot& snapshot, PeerUser& user);

    bool isLocal() const { return remoteness() == Remoteness::Local; }
    /// The process that sent the request has the other end of the connection.
    bool hasProcess() const { return m_place == Remoteness::Local; }
    /// Whether the window's own key counts: from here, and from this machine's own network address.
    bool mayBeOwnProgram() const { return m_place == Remoteness::OwnAddress || isLocal(); }
    /// The client's address: the connection's, or what trusted proxies say; "unknown" where they say nothing usable.
    const std::string& address() const { return m_address; }

    /// Why it is not local, as a clause, and what to do about it, as a sentence; empty where it is local.
    Sentence whyRemote() const;
    Sentence remedy() const;
    /// It came over loopback, as a local caller does, and is none.
    bool isRefusedHere() const;
    /// It is not local only because nobody could say whose connection it is.
    bool isUserUnknown() const { return remoteness() == Remoteness::UnknownUser; }

private:
    enum class Remoteness { Local, Elsewhere, OwnAddress, Forwarded, OtherUser, UnknownUser };
    Remoteness remoteness() const;

    const Snapshot* m_snapshot;
    PeerUser* m_user;
    Remoteness m_place = Remoteness::Local; // as far as the request itself tells
    bool m_isLoopback;
    std::string m_header; // that shows that it was forwarded
    std::string m_address;
};

} // namespace gateway::exchange
