#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace ui::models {

/// Splits a command line like a POSIX shell: quotes, escapes and continued lines; variables and commands are not
/// expanded. Empty: an unclosed quote.
/// Source: POSIX.1-2017, Shell Command Language, 2.2; $'...' as bash has it, with \n, \r, \t, \\, \' and \uXXXX.
std::optional<QStringList> shellWords(const QString& line);

} // namespace ui::models
