#pragma once

#include "field_kind.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <optional>
#include <string>

namespace ui::fields {

/// Text notation for lists of the configuration. Pure; any thread, except for the texts of problems.
///
/// A list: one text per line. Pairs: `name = value`, where a value is a text, JSON if the field accepts any value, or a
/// secret reference such as `keychain:collector`. Predicates: `gpt-4o`, `deepseek-*`, `*-mini`, `~^o[0-9]$`. Named
/// ones: `x-team = red`, `x-beta` (it is present), several that must all match joined with ` & `. Text that would be
/// misinterpreted is in quotes, as in JSON. Empty lines are ignored.
class Notation {
    Q_DECLARE_TR_FUNCTIONS(ui::fields::Notation)
public:
    /// `kind`: Lines, Pairs, Matches or NamedMatches. `schema`: of the field.
    static QString toText(const gateway::Json& value, FieldKind kind, const gateway::Json& schema);

    struct Read {
        gateway::Json value;
        QString problem; ///< empty: none
    };
    static Read fromText(const QString& text, FieldKind kind, const gateway::Json& schema);
    /// The line of `text` for a path that begins with `own`, the path of the list. From 1; 0: none.
    static int lineAt(const std::string& path, const std::string& own, const QString& text, FieldKind kind);
    /// Example of a line, for an empty field.
    static QString example(FieldKind kind);
};

} // namespace ui::fields
