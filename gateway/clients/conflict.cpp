#include "conflict.h"

#include <QtGlobal>

#include <algorithm>
#include <utility>

namespace gateway::clients {

namespace {

std::string effectOf(const Conflict& conflict)
{
    const std::string where = toText(conflict.where);
    const std::string place = conflict.what + " in " + where;
    if (conflict.kind == Conflict::Kind::Copy)
        return where + " belongs to another installation or profile with its own settings, which is not changed.";
    if (conflict.kind == Conflict::Kind::Proxy)
        return place + (conflict.isPartly ? " may send" : " sends") + " the client's requests for this machine to a proxy.";
    if (conflict.isPartly && conflict.kind != Conflict::Kind::File)
        return place + " may override part of the setup.";
    switch (conflict.kind) {
    case Conflict::Kind::Variable: return place + " overrides the file.";
    case Conflict::Kind::Diversion: return "With " + place + " the client sends its requests to another provider instead of Signalbox.";
    case Conflict::Kind::Elsewhere: return place + " sets another folder for the client's files.";
    case Conflict::Kind::Field: return place + " overrides the setup.";
    case Conflict::Kind::File: return where + " overrides the file: it contains " + conflict.what + '.';
    case Conflict::Kind::WholeFile: return where + " is read instead of the file.";
    case Conflict::Kind::Proxy:
    case Conflict::Kind::Copy: break;
    }
    return {};
}

std::string remedyOf(const Conflict& conflict)
{
    if (conflict.kind == Conflict::Kind::Copy)
        return " To use Signalbox there, copy the settings to it.";
    if (conflict.kind == Conflict::Kind::Proxy)
        return " Add 127.0.0.1 and localhost to NO_PROXY there, or remove it.";
    if (conflict.isPartly)
        return " The rest of the setup works.";
    switch (conflict.kind) {
    case Conflict::Kind::Elsewhere: return " Also set the variable where Signalbox runs, or remove it there.";
    case Conflict::Kind::WholeFile: return " Merge both files into one, or the setup has no effect.";
    default: return " Remove it there, or the setup has no effect.";
    }
}

} // namespace

Sentence lineIn(Sentence file, std::size_t line) { return {QT_TRANSLATE_NOOP("Error", "%1, line %2"), {std::move(file), std::to_string(line)}}; }

Sentence ownEnvironment() { return {QT_TRANSLATE_NOOP("Error", "the environment")}; }

std::string messageOf(const Conflict& conflict) { return effectOf(conflict) + remedyOf(conflict); }

bool isAnyInTheWay(const std::vector<Conflict>& conflicts)
{
    return std::ranges::any_of(conflicts, [](const Conflict& conflict) { return !conflict.isPartly; });
}

} // namespace gateway::clients
