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

/// Which files are to be compared with what the ledger has of a provider.
struct BillQuestion {
    QStringList files;
    std::string provider; ///< its id
    gateway::config::ExchangeRate rate;
};

/// What a file said beside its numbers.
struct BillFile {
    QString file;
    std::string format; ///< one of `billFormatNames()`
    std::vector<gateway::Sentence> notes; ///< what was left out of it, and why
};

struct BillAnswer {
    gateway::usage::Reconciliation found;
    std::vector<BillFile> files; ///< in the order of the question
};

/// Compares bills with the ledger, on a thread of its own. Main thread.
class BillSource final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(const gateway::Result<BillAnswer>&)>;

    /// `ledger`: its file.
    explicit BillSource(const QString& ledger, QObject* parent = nullptr);

    /// `done` gets the answer from the event loop, unless `context` is gone, `forget()` was called or another question was asked.
    /// Errors: those of `readBillFile()`, with the file's name in `param`, and of `reconcile()`.
    void ask(const BillQuestion& question, QObject* context, Done done);
    /// Ends what is under way between two days.
    void forget() { m_thread.forget(); }

private:
    QString m_ledger;
    gateway::usage::AskThread m_thread;
};

} // namespace ui::models
