#include "conflict_text.h"

#include "ui/words/sentence_words.h"

namespace ui::models {

using gateway::clients::Conflict;

QString ConflictText::sentence(const Conflict& conflict)
{
    const QString what = QString::fromStdString(conflict.what);
    const QString where = words::SentenceWords::of(conflict.where);
    if (conflict.kind == Conflict::Kind::Copy) return tr("%1 belongs to another installation or profile with its own settings and is not changed. To use Signalbox there, copy the settings to it.", "a file").arg(where);
    if (conflict.kind == Conflict::Kind::Proxy && conflict.isPartly) return tr("%1 in %2 may send requests for this machine to a proxy. Add 127.0.0.1 and localhost to NO_PROXY there, or remove it.", "a variable or field, and where it is set").arg(what, where);
    if (conflict.isPartly) return tr("%1 in %2 may override some of these settings. The other settings work.", "a variable or field, and where it is set").arg(what, where);
    switch (conflict.kind) {
    case Conflict::Kind::Variable:
    case Conflict::Kind::Field: return tr("%1 in %2 overrides these settings. Remove it, or they have no effect.", "a variable or field, and where it is set").arg(what, where);
    case Conflict::Kind::Diversion: return tr("%1 in %2 makes the program use another provider instead of Signalbox. Remove it.", "a variable, and where it is set").arg(what, where);
    case Conflict::Kind::Elsewhere: return tr("%1 in %2 sets another folder for the program’s files. Also set it in the environment of Signalbox, or remove it.", "a variable, and where it is set").arg(what, where);
    case Conflict::Kind::File: return tr("%2 contains %1, which overrides the file. Remove it, or these settings have no effect.", "a field, and a file").arg(what, where);
    case Conflict::Kind::Proxy: return tr("%1 in %2 sends requests for this machine to a proxy. Add 127.0.0.1 and localhost to NO_PROXY there, or remove it.", "a variable or field, and where it is set").arg(what, where);
    case Conflict::Kind::Copy: break;
    case Conflict::Kind::WholeFile: return tr("The program reads %1 instead of this file. Merge both into one file and remove the other, or these settings have no effect.", "a file").arg(where);
    }
    return {};
}

} // namespace ui::models
