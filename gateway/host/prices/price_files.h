#pragma once

#include "gateway/config/settings/price_settings.h"
#include "gateway/providers/price_list.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <string>

namespace gateway::host {

/// A rate that holds, and why it is not the one that came.
struct KeptRate {
    config::ExchangeRate rate;
    Sentence note; ///< empty: it is
};

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
    QStringList paths() const { return {m_pricesFile, m_rateFile}; }
    /// What cannot be read is not there.
    KeptPrices read() const;
    /// Checks what came from `source` on that day and keeps it. Errors: ConfigInvalid, and what was there stays; Io.
    Result<std::shared_ptr<const providers::PriceList>> keepPrices(const QByteArray& body, const std::string& source, const std::string& day) const;
    /// Of an earlier day than the one that is there, it is not taken.
    Result<KeptRate> keepRate(const QByteArray& body, const std::string& source, const std::string& day) const;

private:
    std::optional<config::ExchangeRate> readRate() const;
    Result<void> write(const QString& file, const std::string& text) const;

    QString m_folder;
    QString m_pricesFile;
    QString m_rateFile;
};

} // namespace gateway::host
