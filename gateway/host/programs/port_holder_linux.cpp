#include "port_holder.h"

#include "process_table.h"

#include <set>

namespace gateway::host {

namespace {

constexpr std::size_t kMaxComm = 15; // the kernel truncates program names to this length

bool holds(int pid, const std::set<std::uint64_t>& inodes)
{
    bool found = false;
    forEachSocketOf(pid, [&](std::uint64_t inode) {
        found = inodes.contains(inode);
        return !found;
    });
    return found;
}

PortHolder describe(int pid)
{
    const ProcessFacts facts = factsOf(pid);
    PortHolder holder{pid};
    holder.program = facts.shortName;
    if (holder.program.size() == kMaxComm && !facts.arguments.empty()
        && lastPart(facts.arguments[0]).starts_with(holder.program))
        holder.program = lastPart(facts.arguments[0]);
    holder.commandLineShort = shortCommandLine(facts.arguments);
    return holder;
}

} // namespace

std::optional<PortHolder> portHolder(int port)
{
    std::set<std::uint64_t> inodes;
    forEachTcpSocket([&](const TcpSocket& socket) {
        if (socket.isListening && socket.local.port == port)
            inodes.insert(socket.inode);
    });
    if (inodes.empty())
        return std::nullopt;
    for (const int pid : processes()) // with a master and workers, returns the master
        if (holds(pid, inodes))
            return describe(pid);
    return PortHolder{};
}

} // namespace gateway::host
