#include "conflict.h"

#include <algorithm>

namespace gateway::clients {

namespace {

std::string effectOf(const Conflict& conflict)
{
    const std::string place = conflict.what + " in " + conflict.where;
    if (conflict.kind == Conflict::Kind::Copy)
        return conflict.where + " belongs to another installation or profile, which has settings of its own: nothing is written there.";
    if (conflict.kind == Conflict::Kind::Proxy)
        return place + (conflict.isPartly ? " may send" : " sends") + " the client's requests for this machine to a proxy.";
    if (conflict.isPartly && conflict.kind != Conflict::Kind::File)
        return place + " may win over a part of what is written.";
    switch (conflict.kind) {
    case Conflict::Kind::Variable: return place + " wins over the file.";
    case Conflict::Kind::Diversion: return "With " + place + " the client asks another provider and never Signalbox.";
    case Conflict::Kind::Elsewhere: return place + " names another folder for the client's files.";
    case Conflict::Kind::Field: return place + " wins over what a set-up writes.";
    case Conflict::Kind::File: return conflict.where + " wins over the file: it has " + conflict.what + '.';
    case Conflict::Kind::WholeFile: return conflict.where + " is read instead of the file.";
    case Conflict::Kind::Proxy:
    case Conflict::Kind::Copy: break;
    }
    return {};
}

std::string remedyOf(const Conflict& conflict)
{
    if (conflict.kind == Conflict::Kind::Copy)
        return " To use Signalbox there, copy what is written to it.";
    if (conflict.kind == Conflict::Kind::Proxy)
        return " Add 127.0.0.1 and localhost to NO_PROXY there, or remove it.";
    if (conflict.isPartly)
        return " The rest of the set-up works.";
    switch (conflict.kind) {
    case Conflict::Kind::Elsewhere: return " Set the variable where Signalbox runs as well, or remove it there.";
    case Conflict::Kind::WholeFile: return " Move what you need into one of them and remove the other, or the set-up has no effect.";
    default: return " Remove it there, or the set-up has no effect.";
    }
}

} // namespace

std::string messageOf(const Conflict& conflict) { return effectOf(conflict) + remedyOf(conflict); }

bool isAnyInTheWay(const std::vector<Conflict>& conflicts)
{
    return std::ranges::any_of(conflicts, [](const Conflict& conflict) { return !conflict.isPartly; });
}

} // namespace gateway::clients
