#pragma once

#include "gateway/usage/record.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QString>

#include <optional>

namespace ui::models {

/// A past request as a shell command. Main thread.
class RequestCurl {
    Q_DECLARE_TR_FUNCTIONS(ui::models::RequestCurl)
public:
    /// The same call to the gateway at `origin` ("http://127.0.0.1:8080"), with the key taken from the environment
    /// ($SIGNALBOX_KEY), and with a greeting instead of the prompt unless that was stored completely. Empty: not
    /// possible, as for uploads.
    static QString line(const gateway::usage::ExchangeRecord& record, const QString& origin);

    /// A request as sent by its client.
    struct Call {
        QString path;      ///< with its query
        QByteArray header; ///< name of an additional header; may be empty
        QByteArray value;  ///< value of that header
        QByteArray body;
    };
    /// The same request to `model`, otherwise unchanged. Empty unless `canReplay()`.
    static std::optional<Call> replay(const gateway::usage::ExchangeRecord& record, const QString& model);
    /// Whether its text was stored completely, and its protocol has the model in it or in the path.
    static bool canReplay(const gateway::usage::ExchangeRecord& record);
};

} // namespace ui::models
