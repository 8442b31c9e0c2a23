#include "caller_lookup.h"

#include "process_table.h"
#include "socket_diagnosis.h"

#include <QDir>

#include <unistd.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace gateway::host {

namespace {

constexpr std::size_t kMaxRecent = 16;

/// By inode: the indices in the list of connections that need this socket.
using Sockets = std::unordered_map<std::uint64_t, std::vector<std::size_t>>;

void addOwned(const SocketOwner& owner, std::size_t place, Sockets& sockets)
{
    if (owner.inode != 0 && mayLookAt(owner.user))
        sockets[owner.inode].push_back(place);
}

Sockets askedFor(SocketDiagnosis& diagnosis, const std::vector<http::ConnectionEnds>& connections)
{
    Sockets sockets;
    for (std::size_t i = 0; i < connections.size(); ++i)
        if (const auto owner = diagnosis.find(connections[i].peer, connections[i].own))
            addOwned(*owner, i, sockets);
    return sockets;
}

Sockets fromTables(const std::vector<http::ConnectionEnds>& connections)
{
    const auto portsOf = [](std::uint16_t client, std::uint16_t own) { return std::uint32_t{client} << 16 | own; };
    std::unordered_multimap<std::uint32_t, std::size_t> byPorts;
    for (std::size_t i = 0; i < connections.size(); ++i)
        byPorts.emplace(portsOf(connections[i].peer.port, connections[i].own.port), i);
    Sockets sockets;
    forEachTcpSocket([&](const TcpSocket& socket) {
        const auto [begin, end] = byPorts.equal_range(portsOf(socket.local.port, socket.remote.port));
        for (auto each = begin; each != end; ++each)
            if (connections[each->second] == http::ConnectionEnds{socket.local, socket.remote})
                addOwned({socket.inode, socket.user}, each->second, sockets);
    });
    return sockets;
}

Sockets clientSockets(const std::vector<http::ConnectionEnds>& connections, CallerLookup::Source source)
{
    if (source == CallerLookup::Source::Tables)
        return fromTables(connections);
    SocketDiagnosis diagnosis;
    return diagnosis.isAvailable() ? askedFor(diagnosis, connections) : fromTables(connections);
}

} // namespace

// Earlier callers first, then the youngest processes, since many tools live for one request only; this process, which
// has the other ends, last.
std::vector<int> CallerLookup::candidates() const
{
    const int self = getpid();
    std::vector<int> pids = m_recent;
    std::vector<int> all = processes();
    for (auto pid = all.rbegin(); pid != all.rend(); ++pid)
        if (*pid != self && std::find(m_recent.begin(), m_recent.end(), *pid) == m_recent.end())
            pids.push_back(*pid);
    pids.push_back(self);
    return pids;
}

std::vector<FoundCaller> CallerLookup::find(const std::vector<http::ConnectionEnds>& connections)
{
    std::vector<FoundCaller> callers(connections.size());
    auto wanted = clientSockets(connections, m_source);
    if (wanted.empty())
        return callers;
    const std::string home = QDir::homePath().toStdString();
    for (const int pid : candidates()) {
        std::vector<std::size_t> found;
        forEachSocketOf(pid, [&](std::uint64_t inode) {
            if (auto socket = wanted.extract(inode))
                found.insert(found.end(), socket.mapped().begin(), socket.mapped().end());
            return !wanted.empty();
        });
        if (found.empty())
            continue;
        const ProcessFacts facts = factsOf(pid);
        const FoundCaller caller{callerName(facts, home), projectFolder(facts, home)};
        for (const std::size_t place : found)
            callers[place] = caller;
        std::erase(m_recent, pid);
        m_recent.insert(m_recent.begin(), pid);
        m_recent.resize(std::min(m_recent.size(), kMaxRecent));
        if (wanted.empty())
            break;
    }
    return callers;
}

} // namespace gateway::host
