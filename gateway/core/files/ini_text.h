#pragma once

#include <QByteArray>
#include <QVariant>

namespace gateway::files {

/// Texts, lists of texts, truths, whole numbers, rectangles and sizes by their names ("window/page"), in the form that QSettings
/// gives to INI files. Private to the room.
QVariantMap parseIni(const QByteArray& text);
QByteArray toIni(const QVariantMap& values);

} // namespace gateway::files
