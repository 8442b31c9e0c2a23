#pragma once

#include "gateway/config/settings/price_settings.h"
#include "gateway/core/result.h"
#include "gateway/usage/reconcile/reconciliation.h"
#include "gateway/usage/search/ask_thread.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <string>
#include <vector>

namespace ui::models {

/// Which files to compare with the ledger's data on a provider.
struct BillQuestion {
    QStringList files;
    std::string provider; ///< provider id
    gateway::config::ExchangeRate rate;
};

/// The notes about a file.
struct BillFile {
    QString file;
    std::string format; ///< one of `billFormatNames()`
    std::vector<gateway::Sentence> notes; ///< what was left out, and why
};

struct BillAnswer {
    gateway::usage::Reconciliation found;
    std::vector<BillFile> files; ///< in the order of the question
};

/// Compares bills with the ledger, on a separate thread. Main thread.
class BillSource final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(const gateway::Result<BillAnswer>&)>;

    /// `ledger`: path of its file.
    explicit BillSource(const QString& ledger, QObject* parent = nullptr);

    /// `done` is called from the event loop, unless `context` was destroyed, `forget()` was called or another
    /// comparison was requested. Errors: those of `readBillFile()`, with the file's name in `param`, and of
    /// `reconcile()`.
    void ask(const BillQuestion& question, QObject* context, Done done);
    /// Cancels a running comparison between two days.
    void forget() { m_thread.forget(); }

private:
    QString m_ledger;
    gateway::usage::AskThread m_thread;
};

} // namespace ui::models
