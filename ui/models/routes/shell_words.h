#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace ui::models {

/// The words of a command line, as a POSIX shell splits it: quotes, escapes and lines that go
/// on; nothing is put in for variables or commands. Empty: a quote is not closed.
/// Source: POSIX.1-2017, Shell Command Language, 2.2; $'...' as bash has it, with \n, \r, \t, \\, \' and \uXXXX.
std::optional<QStringList> shellWords(const QString& line);

} // namespace ui::models
