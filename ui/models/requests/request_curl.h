#pragma once

#include "gateway/usage/record.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QString>

#include <optional>

namespace ui::models {

/// A past request as a line for a shell. Main thread.
class RequestCurl {
    Q_DECLARE_TR_FUNCTIONS(ui::models::RequestCurl)
public:
    /// The same call to the gateway at `origin` ("http://127.0.0.1:8080"), with the key left to the
    /// environment ($SIGNALBOX_KEY), and a greeting instead of the prompt unless all of that was kept.
    /// Empty: there is no such line, as for uploads.
    static QString line(const gateway::usage::ExchangeRecord& record, const QString& origin);

    /// A request as its client sent it.
    struct Call {
        QString path;      ///< with its query
        QByteArray header; ///< one more, by its name; may be empty
        QByteArray value;  ///< of that one
        QByteArray body;
    };
    /// The same request to `model`; nothing else of it is changed. Empty unless `canReplay()`.
    static std::optional<Call> replay(const gateway::usage::ExchangeRecord& record, const QString& model);
    /// Whether all of its text was kept, and its protocol says in it, or in its path, which model is asked.
    static bool canReplay(const gateway::usage::ExchangeRecord& record);
};

} // namespace ui::models
