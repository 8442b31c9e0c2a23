#pragma once

#include <QByteArray>
#include <QVariant>

namespace gateway::files {

/// Parses strings, string lists, booleans, integers, rectangles and sizes by name ("window/page"), in the INI format of
/// QSettings. Private to the room.
QVariantMap parseIni(const QByteArray& text);
QByteArray toIni(const QVariantMap& values);

} // namespace gateway::files
