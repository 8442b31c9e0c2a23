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

/// One line of what is left on a key. Texts for people; nothing that nobody told is a number.
struct MeterLine {
    QString name;  ///< what of: "Balance", "Requests"; with the key before it where there are several
    QString left;  ///< "¥12.40", "940 of 1,000", "unknown"
    QString again; ///< when it is whole again: "14:05:00"; empty: nobody told, or never, as a balance
    QString asOf;  ///< when it was told, or why it is not known; may be empty
    bool isProblem = false; ///< `asOf` says why the provider did not tell

    bool operator==(const MeterLine&) const = default;
};

/// What is left on the keys of a provider. Main thread.
class KeyMeterText {
    Q_DECLARE_TR_FUNCTIONS(ui::models::KeyMeterText)
public:
    /// Of every enabled key, in the order of the configuration; of one of which nothing was told a line that says so.
    /// `entry` is of the provider's type; null: it is not known.
    static std::vector<MeterLine> lines(const gateway::config::ProviderSettings& provider, const gateway::providers::CatalogEntry* entry,
                                        const std::vector<gateway::providers::KeyMeter>& meters, gateway::WallTime now);
};

} // namespace ui::models
