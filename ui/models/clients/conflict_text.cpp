#include "conflict_text.h"

namespace ui::models {

using gateway::clients::Conflict;

/// "~/.bashrc, line 3"
QString ConflictText::place(const std::string& where)
{
    if (where == "the environment") return tr("the environment");
    const QString text = QString::fromStdString(where);
    const QString mark = QStringLiteral(", line ");
    const qsizetype at = text.lastIndexOf(mark);
    return at < 0 ? text : tr("%1, line %2", "a file").arg(text.left(at), text.mid(at + mark.size()));
}

QString ConflictText::sentence(const Conflict& conflict)
{
    const QString what = QString::fromStdString(conflict.what);
    const QString where = place(conflict.where);
    if (conflict.kind == Conflict::Kind::Copy) return tr("%1 belongs to another installation or profile, which has settings of its own: nothing is written there. To use Signalbox there, copy what is written to it.", "a file").arg(where);
    if (conflict.kind == Conflict::Kind::Proxy && conflict.isPartly) return tr("%1 in %2 may send requests for this machine to a proxy. Add 127.0.0.1 and localhost to NO_PROXY there, or remove it.", "a variable or field, and where it is set").arg(what, where);
    if (conflict.isPartly) return tr("%1 in %2 may win over a part of what is written. The rest of the set-up works.", "a variable or field, and where it is set").arg(what, where);
    switch (conflict.kind) {
    case Conflict::Kind::Variable:
    case Conflict::Kind::Field: return tr("%1 in %2 wins over what is written. Remove it there, or the set-up has no effect.", "a variable or field, and where it is set").arg(what, where);
    case Conflict::Kind::Diversion: return tr("With %1 in %2 the program asks another provider and never Signalbox. Remove it there.", "a variable, and where it is set").arg(what, where);
    case Conflict::Kind::Elsewhere: return tr("%1 in %2 names another folder for the program’s files. Set it where Signalbox runs as well, or remove it there.", "a variable, and where it is set").arg(what, where);
    case Conflict::Kind::File: return tr("%2 wins over the file: it has %1. Remove it there, or the set-up has no effect.", "a field, and a file").arg(what, where);
    case Conflict::Kind::Proxy: return tr("%1 in %2 sends requests for this machine to a proxy. Add 127.0.0.1 and localhost to NO_PROXY there, or remove it.", "a variable or field, and where it is set").arg(what, where);
    case Conflict::Kind::Copy: break;
    case Conflict::Kind::WholeFile: return tr("%1 is read instead of the file. Move what you need into one of them and remove the other, or the set-up has no effect.", "a file").arg(where);
    }
    return {};
}

} // namespace ui::models
