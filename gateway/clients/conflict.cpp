#include "conflict.h"

#include <QtGlobal>

#include <utility>

namespace gateway::clients {

Sentence lineIn(Sentence file, std::size_t line) { return {QT_TRANSLATE_NOOP("Error", "%1, line %2"), {std::move(file), std::to_string(line)}}; }

Sentence ownEnvironment() { return {QT_TRANSLATE_NOOP("Error", "the environment")}; }

Sentence messageOf(const Conflict& conflict)
{
    const Sentence what = conflict.what;
    const Sentence& where = conflict.where;
    if (conflict.kind == Conflict::Kind::Copy)
        return {QT_TRANSLATE_NOOP("Doctor", "%1 belongs to another installation or profile with its own settings and is not changed. "
        "To use Signalbox there, copy the settings to it."), {where}};
    if (conflict.kind == Conflict::Kind::Proxy && conflict.isPartly)
        return {QT_TRANSLATE_NOOP("Doctor", "%1 in %2 may send requests for this machine to a proxy. Add 127.0.0.1 and localhost to NO_PROXY there, or remove it."),
            {what, where}};
    if (conflict.isPartly)
        return {QT_TRANSLATE_NOOP("Doctor", "%1 in %2 may override some of these settings. The other settings work."), {what, where}};
    switch (conflict.kind) {
    case Conflict::Kind::Variable:
    case Conflict::Kind::Field: return {QT_TRANSLATE_NOOP("Doctor", "%1 in %2 overrides these settings. Remove it, or they have no effect."), {what, where}};
    case Conflict::Kind::Diversion:
        return {QT_TRANSLATE_NOOP("Doctor", "%1 in %2 makes the client use another provider instead of Signalbox. Remove it."), {what, where}};
    case Conflict::Kind::Elsewhere:
        return {QT_TRANSLATE_NOOP("Doctor", "%1 in %2 sets another folder for the client's files. Also set it in the environment of Signalbox, or remove it."),
            {what, where}};
    case Conflict::Kind::File:
        return {QT_TRANSLATE_NOOP("Doctor", "%1 contains %2, which overrides the file. Remove it, or these settings have no effect."), {where, what}};
    case Conflict::Kind::Proxy:
        return {QT_TRANSLATE_NOOP("Doctor", "%1 in %2 sends requests for this machine to a proxy. Add 127.0.0.1 and localhost to NO_PROXY there, or remove it."),
            {what, where}};
    case Conflict::Kind::WholeFile:
        return {QT_TRANSLATE_NOOP("Doctor", "The client reads %1 instead of this file. Merge both into one file and remove the other, or these settings have no effect."),
            {where}};
    case Conflict::Kind::Copy: break;
    }
    return {};
}

} // namespace gateway::clients
