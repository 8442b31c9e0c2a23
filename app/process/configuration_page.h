#pragma once

#include <QString>

namespace app {

/// signalbox-config(5) in roff, generated from the configuration schema. `date` is that of the release, `version` such
/// as "0.1.0".
QString configurationPage(const QString& date, const QString& version);

} // namespace app
