#include "socket_users.h"

#include "process_table.h"
#include "socket_diagnosis.h"

#include <QtGlobal>

#include <fstream>
#include <string>

namespace gateway::host {

namespace {

/// The id that the kernel shows for users outside this process's user namespace; empty: the namespace has all users.
/// Source: user_namespaces(7), "Unmapped user and group IDs".
std::optional<std::uint32_t> unmappedUser()
{
    constexpr std::uint32_t kAll = 4294967295;
    std::ifstream map("/proc/self/uid_map");
    std::uint32_t inside = 0;
    std::uint32_t outside = 0;
    std::uint32_t count = 0;
    if (map >> inside >> outside >> count && inside == 0 && count == kAll)
        return std::nullopt;
    std::uint32_t shown = 65534;
    std::ifstream("/proc/sys/kernel/overflowuid") >> shown;
    return shown;
}

std::optional<SocketOwner> fromTables(const http::ConnectionEnds& connection)
{
    std::optional<SocketOwner> owner;
    forEachTcpSocket([&](const TcpSocket& socket) {
        if (!socket.isListening && http::ConnectionEnds{socket.local, socket.remote} == connection)
            owner = SocketOwner{socket.inode, socket.user};
    });
    return owner;
}

} // namespace

class SocketUsers::Private {
public:
    explicit Private(bool mayAsk) : m_answers(mayAsk && m_diagnosis.isAvailable()) { }

    std::optional<SocketOwner> owner(const http::ConnectionEnds& connection);
    bool isUnmapped(std::uint32_t user) const { return user == m_unmapped; }

private:
    SocketDiagnosis m_diagnosis;
    bool m_answers;
    bool m_isTried = false; // it has found a socket before, so that a socket it does not find does not exist
    const std::optional<std::uint32_t> m_unmapped = unmappedUser();
};

// Some kernels and sandboxes do not support the query and report every socket as unknown. Our own end of the connection
// certainly exists.
std::optional<SocketOwner> SocketUsers::Private::owner(const http::ConnectionEnds& connection)
{
    if (m_answers) {
        const auto found = m_diagnosis.find(connection.peer, connection.own);
        m_isTried = m_isTried || found || m_diagnosis.find(connection.own, connection.peer);
        if (m_isTried)
            return found;
        m_answers = false;
    }
    return fromTables(connection);
}

SocketUsers::SocketUsers(bool mayAsk) : d(std::make_unique<Private>(mayAsk)) { }

SocketUsers::~SocketUsers() = default;

bool SocketUsers::areKnown() { return true; }

// A socket that no process holds any more is shown as owned by root.
Result<std::optional<std::uint32_t>> SocketUsers::find(const http::ConnectionEnds& connection)
{
    const auto owner = d->owner(connection);
    if (!owner || owner->inode == 0)
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "its other end is already closed, or is in another network namespace")});
    if (d->isUnmapped(owner->user))
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "it does not belong to this container")});
    return owner->user;
}

} // namespace gateway::host
