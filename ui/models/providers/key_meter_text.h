#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/core/clock.h"
#include "gateway/providers/catalog.h"
#include "gateway/providers/key_meter.h"

#include <QCoreApplication>
#include <QString>

#include <string>
#include <vector>

namespace ui::models {

/// A line about what is left on a key, for display. A value that was not reported is not shown as a number.
struct MeterLine {
    QString name;  ///< the quantity: "Balance", "Requests"; preceded by the key if there are several
    QString left;  ///< "¥12.40", "940 of 1,000", "unknown"
    QString again; ///< when it is reset: "14:05:00"; empty: not reported, or never, as for a balance
    QString asOf;  ///< when it was reported, or why it is unknown; may be empty
    bool isProblem = false; ///< `asOf` says why the provider did not report it

    bool operator==(const MeterLine&) const = default;
};

/// Texts about what is left on the keys of a provider. Main thread.
class KeyMeterText {
    Q_DECLARE_TR_FUNCTIONS(ui::models::KeyMeterText)
public:
    /// Lines for every enabled key, in the order of the configuration; a key without any report gets a line that says
    /// so. `entry` is that of the provider's type; null: unknown.
    static std::vector<MeterLine> lines(const gateway::config::ProviderSettings& provider, const gateway::providers::CatalogEntry* entry,
                                        const std::vector<gateway::providers::KeyMeter>& meters, gateway::WallTime now);
};

} // namespace ui::models
