#include "quit_dialog.h"

#include "ui/models/formatter.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QVBoxLayout>

namespace ui::dialogs {

using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;

namespace {

constexpr int kQuitWidth = 460;
constexpr int kQuitMargin = 20;

} // namespace

QuitDialog::QuitDialog(const models::GatewayModel& model, gateway::Milliseconds longest, QWidget* parent)
    : Dialog(parent), m_model(model), m_longest(longest), m_title(new Label({}, look::TextRole::Title, Label::Tone::Normal, this)),
      m_text(new Label({}, look::TextRole::Body, Label::Tone::Secondary, this)), m_cancel(new Button(ButtonKind::Plain, tr("Cancel"), {}, this)),
      m_stop(new Button(ButtonKind::Plain, tr("Stop now"), {}, this)), m_wait(new Button(ButtonKind::Primary, tr("Wait and quit"), {}, this))
{
    setObjectName(QStringLiteral("quitDialog"));
    setWindowTitle(tr("Quit Signalbox"));
    build();
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_stop, &QPushButton::clicked, this, &QuitDialog::stopChosen);
    connect(m_wait, &QPushButton::clicked, this, &QuitDialog::waitChosen);
    connect(&model, &models::GatewayModel::headlineChanged, this, &QuitDialog::refresh);
    refresh();
}

void QuitDialog::build()
{
    const look::Theme& theme = look::theme();
    m_title->setWordWrap(true);
    m_text->setWordWrap(true);
    m_cancel->setObjectName(QStringLiteral("cancelButton"));
    m_stop->setObjectName(QStringLiteral("stopButton"));
    m_wait->setObjectName(QStringLiteral("waitButton"));
    m_wait->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme.px(8));
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_stop);
    buttons->addWidget(m_wait);
    auto* column = new QVBoxLayout(this);
    const int margin = theme.px(kQuitMargin);
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(theme.px(theme.metrics().gap));
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addStretch(1);
    column->addLayout(buttons);
    setMinimumWidth(theme.px(kQuitWidth));
    m_wait->setFocus(Qt::OtherFocusReason);
}

void QuitDialog::setWaiting(gateway::Milliseconds longest)
{
    m_longest = longest;
    m_isWaiting = true;
    m_cancel->hide();
    m_wait->hide();
    m_stop->setFocus(Qt::OtherFocusReason);
    refresh();
}

void QuitDialog::refresh()
{
    const int count = m_model.activeCount();
    if (count == 0 && !m_isWaiting && isVisible()) {
        Q_EMIT waitChosen();
        return;
    }
    m_title->setText(m_isWaiting ? tr("Waiting for %Ln request(s) to end", nullptr, count) : tr("%Ln request(s) in progress", nullptr, count));
    const QString longest = models::Formatter().sentenceDuration(m_longest);
    m_text->setText(m_isWaiting ? tr("Requests still running after %1 are cancelled. New requests are rejected.").arg(longest)
                                : tr("Signalbox quits when all requests have completed. Wait for up to %1, or cancel them now.").arg(longest));
    setAccessibleName(m_title->text());
}

// While waiting, closing cannot cancel it.
void QuitDialog::closeEvent(QCloseEvent* event)
{
    if (m_isWaiting)
        event->ignore();
    else
        Dialog::closeEvent(event);
}

void QuitDialog::keyPressEvent(QKeyEvent* event)
{
    if (m_isWaiting && event->key() == Qt::Key_Escape)
        event->ignore();
    else
        Dialog::keyPressEvent(event);
}

} // namespace ui::dialogs
