#pragma once

#include "gateway/config/settings/settings.h"

#include <QCoreApplication>
#include <QStringList>

namespace ui::models {

/// What a removal of providers, routes or consumers means for what remains: sentences that hold before and after it, from
/// the settings before and after it. Main thread.
class RemovalText {
    Q_DECLARE_TR_FUNCTIONS(ui::models::RemovalText)
public:
    /// Everything that is removed along with them, changed, or left without use.
    static QStringList effects(const gateway::config::Settings& before, const gateway::config::Settings& after);
    /// Only what is left without use: no change of the configuration shows it.
    static QStringList leftOver(const gateway::config::Settings& before, const gateway::config::Settings& after);
    /// Routes that `after` lacks, by name.
    static QStringList lostRoutes(const gateway::config::Settings& before, const gateway::config::Settings& after);
    /// "a, b, c and 4 more": at most five names.
    static QString listed(const QStringList& names);
};

} // namespace ui::models
