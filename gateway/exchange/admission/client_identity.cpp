#include "client_identity.h"

#include "forwarded.h"

#include <QtGlobal>

namespace gateway::exchange {

namespace {

constexpr std::size_t kLongestName = 64; // of a header in a message

std::string clientAddress(const http::RequestHead& head, const Snapshot& snapshot)
{
    if (snapshot.trustedProxies.isEmpty())
        return head.peer;
    const auto peer = plainAddress(head.peer);
    if (!peer || !snapshot.trustedProxies.holds(*peer))
        return head.peer;
    return forwardedAddress(head.headers, snapshot.trustedProxies).value_or(head.peer);
}

} // namespace

const PeerUser::Answer& PeerUser::get()
{
    if (!m_answer)
        m_answer = m_ask ? m_ask() : Answer(std::nullopt);
    return *m_answer;
}

ClientIdentity::ClientIdentity(const http::RequestHead& head, const Snapshot& snapshot, PeerUser& user)
    : m_snapshot(&snapshot), m_user(&user), m_isLoopback(head.isLoopback),
      m_header(forwardingHeader(head.headers).substr(0, kLongestName)), m_address(clientAddress(head, snapshot))
{
    if (!head.isThisMachine)
        m_place = Remoteness::Elsewhere;
    else if (!m_header.empty())
        m_place = Remoteness::Forwarded;
    else if (!head.isLoopback)
        m_place = Remoteness::OwnAddress;
}

ClientIdentity::Remoteness ClientIdentity::remoteness() const
{
    if (m_place != Remoteness::Local || m_snapshot->localUsers.isEverybody)
        return m_place;
    const PeerUser::Answer& user = m_user->get();
    if (!user)
        return Remoteness::UnknownUser;
    return !*user || m_snapshot->localUsers.holds(**user) ? Remoteness::Local : Remoteness::OtherUser;
}

bool ClientIdentity::isRefusedHere() const { return m_isLoopback && !isLocal(); }

Sentence ClientIdentity::whyRemote() const
{
    switch (remoteness()) {
    case Remoteness::Local: return {};
    case Remoteness::Elsewhere: return {QT_TRANSLATE_NOOP("Error", "the request comes from another machine (%1)"), {m_address}};
    case Remoteness::OwnAddress: return QT_TRANSLATE_NOOP("Error", "the request came over a network address of this machine instead of localhost");
    case Remoteness::Forwarded:
        return {QT_TRANSLATE_NOOP("Error", "the request has the header %1, so a proxy forwarded it"), {m_header}};
    case Remoteness::OtherUser:
        return {QT_TRANSLATE_NOOP("Error", "the connection belongs to user %1 of this machine, who is not in listen.local_users"),
            {std::to_string(**m_user->get())}};
    case Remoteness::UnknownUser:
        return {QT_TRANSLATE_NOOP("Error", "the user of the connection could not be determined: %1"), {m_user->get().error().message}};
    }
    return {};
}

Sentence ClientIdentity::remedy() const
{
    switch (remoteness()) {
    case Remoteness::Local:
    case Remoteness::Elsewhere: return {};
    case Remoteness::OwnAddress: return QT_TRANSLATE_NOOP("Error", "Or use http://localhost.");
    case Remoteness::Forwarded:
        return QT_TRANSLATE_NOOP("Error", "Forwarded requests always require a key. Add the proxy's address to listen.trusted_proxies so that its "
            "header identifies the client.");
    case Remoteness::OtherUser: return QT_TRANSLATE_NOOP("Error", "Or add the user to listen.local_users.");
    case Remoteness::UnknownUser: return QT_TRANSLATE_NOOP("Error", "Or set listen.local_users to \"all\", which lets every user of this machine in.");
    }
    return {};
}

} // namespace gateway::exchange
