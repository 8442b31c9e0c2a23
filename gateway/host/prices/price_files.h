#pragma once

#include "gateway/config/settings/price_settings.h"
#include "gateway/providers/price_list.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <memory>
#include <optional>

namespace gateway::host {

/// What was fetched and is kept.
struct KeptPrices {
    std::shared_ptr<const providers::PriceList> list; ///< null: none
    std::optional<config::ExchangeRate> rate;
    QDateTime fetchedAt; ///< the older one of those that are there; invalid: nothing is
};

/// The prices and the rate that were fetched, in a folder of their own in the data folder. A file is replaced as a whole
/// or stays as it was. Blocks; any thread.
class PriceFiles {
public:
    explicit PriceFiles(const QString& dataDir);

    const QString& folder() const { return m_folder; }
    /// What cannot be read is not there.
    KeptPrices read() const;
    /// Checks what came from `source` on that day and keeps it. Errors: ConfigInvalid, and what was there stays; Io.
    Result<std::shared_ptr<const providers::PriceList>> keepPrices(const QByteArray& body, const std::string& source, const std::string& day) const;
    Result<config::ExchangeRate> keepRate(const QByteArray& body, const std::string& source, const std::string& day) const;

private:
    Result<void> write(const QString& file, const std::string& text) const;

    QString m_folder;
    QString m_pricesFile;
    QString m_rateFile;
};

} // namespace gateway::host
