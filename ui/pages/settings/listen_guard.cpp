#include "listen_guard.h"

#include "ui/fields/forms/live_form.h"
#include "ui/look/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/status_label.h"
#include "ui/words/port_words.h"

#include <QDoubleSpinBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPointer>
#include <QVBoxLayout>

namespace ui::pages {

using widgets::Button;
using widgets::ButtonKind;

namespace {

constexpr int kTryAfter_ms = 300; // of the last key

} // namespace

ListenGuard::ListenGuard(models::GatewayAccess& access, fields::LiveForm& live, QWidget* parent)
    : QWidget(parent), m_access(access), m_live(live), m_address(live.form().row("listen.address")), m_state(new widgets::StatusLabel(this)),
      m_open(new Button(ButtonKind::Plain, {}, {}, this)), m_back(new Button(ButtonKind::Plain, {}, {}, this))
{
    m_state->setObjectName(QStringLiteral("networkState"));
    m_open->setObjectName(QStringLiteral("openToNetwork"));
    m_back->setObjectName(QStringLiteral("stayOnMachine"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(look::theme().px(8));
    buttons->addStretch(1);
    buttons->addWidget(m_back);
    buttons->addWidget(m_open);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(look::theme().px(6));
    column->addWidget(m_state);
    column->addLayout(buttons);
    live.setHold([this](const fields::FieldRow& row) { return holds(row); });
    connect(&live.form(), &fields::FieldForm::edited, this, &ListenGuard::settle);
    connect(&live.form(), &fields::FieldForm::edited, this, [this](fields::FieldRow* row) {
        if (isNewPort(*row)) saveIfFree(*row);
    });
    connect(&access, &models::GatewayAccess::settingsChanged, this, &ListenGuard::settle);
    connect(m_open, &QPushButton::clicked, this, [this] { m_live.save(*m_address); });
    connect(m_back, &QPushButton::clicked, this, [this] {
        m_live.putBack(*m_address);
        settle();
    });
    watchPort("listen.http_port");
    watchPort("listen.https_port");
    retranslate();
}

bool ListenGuard::holds(const fields::FieldRow& row) const
{
    const gateway::Json wanted = row.control().value();
    if (isNewPort(row)) return true;
    return &row == m_address && wanted.is_string() && wanted != m_access.settings().listen.address
        && !gateway::config::isLoopbackAddress(wanted.get<std::string>());
}

/// One that is not in use yet: a gateway that could not listen there would answer nobody.
bool ListenGuard::isNewPort(const fields::FieldRow& row) const
{
    const gateway::Json wanted = row.control().value();
    const auto& listen = m_access.settings().listen;
    const std::string& pattern = row.pattern();
    if ((pattern != "listen.http_port" && pattern != "listen.https_port") || !wanted.is_number() || wanted == 0 || wanted == m_found) return false;
    return wanted != (pattern == "listen.http_port" ? std::optional(listen.httpPort) : listen.httpsPort).value_or(0);
}

void ListenGuard::saveIfFree(fields::FieldRow& row)
{
    const int port = row.control().value().get<int>();
    m_access.checkPort(port, [this, guard = QPointer(&row), here = QPointer(this), port](const gateway::host::PortFinding& finding) {
        if (!guard || !here || guard->control().value() != port) return;
        remark(*guard, finding.isFree ? words::PortWords::finding(finding) : tr("Not saved yet. %1").arg(words::PortWords::finding(finding)));
        if (!finding.isFree && !finding.isOurs) return;
        m_found = port;
        m_live.save(*guard);
    });
}

void ListenGuard::settle()
{
    const bool isAsked = m_address->isDirty() && holds(*m_address);
    const bool isOpen = !gateway::config::isLoopbackAddress(m_access.settings().listen.address);
    setVisible(isAsked || isOpen);
    m_open->setVisible(isAsked);
    m_back->setVisible(isAsked);
    m_state->setStatus(look::Status::Warn, isAsked ? tr("Not saved yet") : tr("Open to the network"),
        isAsked ? tr("other machines could reach the gateway then; every one of them needs a key") : tr("other machines can reach the gateway; every one of them needs a key"));
}

void ListenGuard::watchPort(const char* pattern)
{
    fields::FieldRow* const row = m_live.form().row(pattern);
    auto* box = qobject_cast<QDoubleSpinBox*>(row->control().field());
    auto* soon = new QTimer(this);
    soon->setSingleShot(true);
    soon->setInterval(kTryAfter_ms);
    // The box itself tells of a number only when it is done.
    connect(box->findChild<QLineEdit*>(), &QLineEdit::textEdited, soon, qOverload<>(&QTimer::start));
    connect(soon, &QTimer::timeout, this, [this, row, box] {
        bool isNumber = false;
        const int port = box->cleanText().toInt(&isNumber);
        if (isNumber && box->hasFocus()) tryPort(*row, port);
        else remark(*row, {});
    });
}

void ListenGuard::tryPort(fields::FieldRow& row, int port)
{
    if (port <= 0) return remark(row, {});
    m_access.checkPort(port, [this, here = QPointer(this), guard = QPointer(&row), port](const gateway::host::PortFinding& finding) {
        const auto* box = guard && here ? qobject_cast<QDoubleSpinBox*>(guard->control().field()) : nullptr;
        if (box && box->cleanText().toInt() == port) remark(*guard, words::PortWords::finding(finding));
    });
}

void ListenGuard::remark(fields::FieldRow& row, const QString& found)
{
    const auto given = m_access.commandLine();
    const std::string& pattern = row.pattern();
    QString used;
    if (pattern == "listen.address" && given.address) used = QString::fromStdString(*given.address);
    if (pattern == "listen.http_port" && given.httpPort) used = QString::number(*given.httpPort);
    if (pattern == "listen.https_port" && given.httpsPort) used = *given.httpsPort ? QString::number(**given.httpsPort) : tr("off");
    if (used.isEmpty()) return row.setRemark(found);
    const QString overruled = tr("%1 is used: the command line or the environment says so. What stands here holds where they do not.").arg(used);
    row.setRemark(found.isEmpty() ? overruled : found + QLatin1Char(' ') + overruled);
}

void ListenGuard::retranslate()
{
    for (const char* const pattern : {"listen.address", "listen.http_port", "listen.https_port"}) remark(*m_live.form().row(pattern), {});
    m_open->setText(tr("Open it to the network"));
    m_back->setText(tr("Leave it as it is"));
    settle();
}

void ListenGuard::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

} // namespace ui::pages
