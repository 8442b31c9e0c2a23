#pragma once

#include "gateway/core/clock.h"
#include "ui/dialogs/form_dialog.h"
#include "ui/models/evaluation/past_request_draft.h"
#include "ui/models/gateway_parts.h"

#include <string>

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace ui::widgets {
class DateEdit;
class Label;
class StatusLabel;
}

namespace ui::pages {

/// Makes a dataset from past requests whose content is stored. Shows how many there are before anything is written.
class PastRequestsDialog final : public dialogs::FormDialog {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration, models::Providers, models::Requests>;

    /// `copiedRoute`: only requests of this route with a copy whose answer is stored as well; empty: requests of any
    /// kind. `access` must outlive the dialog, `clock` its constructor.
    PastRequestsDialog(const Access& access, const gateway::Clock& clock, const std::string& copiedRoute, QWidget* parent = nullptr);

    const models::PastRequestDraft& draft() const { return m_draft; }

Q_SIGNALS:
    void made(const QString& path);

protected:
    void save() override;

private:
    void buildWhich();
    void buildFile();
    void chooseFile();
    void change();
    void settle();
    gateway::evaluation::PastRequests wanted() const;
    QString notes() const;

    Access m_access;
    gateway::WallTime m_now;
    bool m_isCopied;
    QComboBox* m_model;
    QComboBox* m_provider;
    QComboBox* m_route;
    QComboBox* m_consumer;
    QComboBox* m_period;
    widgets::DateEdit* m_first;
    widgets::DateEdit* m_last;
    QSpinBox* m_limit;
    QWidget* m_fileRow;
    QLineEdit* m_file;
    widgets::StatusLabel* m_found;
    widgets::Label* m_notes;
    QString m_replaced; ///< file that may be replaced
    models::PastRequestDraft m_draft;
};

} // namespace ui::pages
