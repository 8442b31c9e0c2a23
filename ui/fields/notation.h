#pragma once

#include "field_kind.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <optional>
#include <string>

namespace ui::fields {

/// Lists of the configuration as lines that people write. Pure; any thread but for the words of what is wrong.
///
/// A list: a text on each line. Pairs: `name = value`, where a value is a text, JSON where the field takes any, or a secret
/// reference such as `keychain:collector`. Matches: `gpt-4o`, `deepseek-*`, `*-mini`, `~^o[0-9]$`. Named ones: `x-team = red`,
/// `x-beta` (it is there), several that must all hold with ` & ` between them. What would be read as something else stands
/// in quotes, as in JSON. Empty lines do not count.
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
    /// On which line of `text` stands what a path that begins with `own`, the list's, leads to. From 1; 0: on none.
    static int lineAt(const std::string& path, const std::string& own, const QString& text, FieldKind kind);
    /// What a line may be, for a field that is empty.
    static QString example(FieldKind kind);
};

} // namespace ui::fields
