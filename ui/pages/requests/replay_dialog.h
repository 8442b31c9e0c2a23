#pragma once

#include "gateway/usage/record.h"
#include "ui/models/gateway_parts.h"
#include "ui/dialogs/form_dialog.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPointer>
#include <QStringList>

class QComboBox;

namespace ui::models {
class GatewayModel;
}
namespace ui::widgets {
class StatusLabel;
}

namespace ui::pages {

/// Sends a past request again, through the gateway's own address, to a selected target.
class ReplayDialog : public dialogs::FormDialog {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Providers>;

    /// The content of `record` must be stored: see `RequestCurl::canReplay()`. The others must outlive the dialog.
    ReplayDialog(const gateway::usage::ExchangeRecord& record, models::GatewayModel& model, const Access& access, QWidget* parent = nullptr);
    ~ReplayDialog() override;

Q_SIGNALS:
    void replayed(const QString& id); ///< the gateway responded, successfully or not; id of the new request

protected:
    void save() override;

private:
    void ended();

    gateway::usage::ExchangeRecord m_record;
    models::GatewayModel& m_model;
    Access m_access;
    QComboBox* m_target;
    widgets::StatusLabel* m_status;
    QNetworkAccessManager m_network;
    QPointer<QNetworkReply> m_reply;
};

} // namespace ui::pages
