#include "listen_guard.h"

#include "ui/fields/forms/live_form.h"
#include "ui/look/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/status_label.h"
#include "ui/words/port_words.h"

#include <QDoubleSpinBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHostAddress>
#include <QLineEdit>
#include <QPointer>
#include <QVBoxLayout>

#include <utility>

namespace ui::pages {

using widgets::Button;
using widgets::ButtonKind;

namespace {

constexpr int kTryAfter_ms = 300; // after the last key press

int shown(const fields::FieldRow& row)
{
    const gateway::Json value = row.control().value();
    return value.is_number() ? value.get<int>() : 0;
}

/// An invalid address is an error, which needs no confirmation.
bool isBeyondLoopback(const std::string& address)
{
    return !QHostAddress(QString::fromStdString(address)).isNull() && !gateway::config::isLoopbackAddress(address);
}

QDoubleSpinBox& boxOf(const fields::FieldRow& row) { return *qobject_cast<QDoubleSpinBox*>(row.control().field()); }

} // namespace

ListenGuard::ListenGuard(const Access& access, fields::LiveForm& live, QWidget* parent)
    : QWidget(parent), m_access(access), m_live(live), m_address(live.form().row("listen.address")),
      m_ports{Port{live.form().row("listen.http_port")}, Port{live.form().row("listen.https_port")}}, m_state(new widgets::StatusLabel(this)),
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
    live.setOddities([this](const fields::FieldRow& row) { return oddities(row); });
    live.form().installEventFilter(this);
    connect(&live.form(), &fields::FieldForm::edited, this, [this](fields::FieldRow* row) { edited(*row); });
    connect(&live, &fields::LiveForm::saved, this, qOverload<>(&ListenGuard::settle));
    connect(&access.news(), &models::GatewayNews::settingsChanged, this, qOverload<>(&ListenGuard::settle));
    connect(m_open, &QPushButton::clicked, this, [this] { m_live.save(*m_address); });
    connect(m_back, &QPushButton::clicked, this, [this] {
        m_live.putBack(*m_address);
        settle();
    });
    for (Port& port : m_ports) watch(port);
    retranslate();
}

bool ListenGuard::holds(const fields::FieldRow& row) const
{
    const gateway::Json wanted = row.control().value();
    if (isNewPort(row)) return true;
    return &row == m_address && wanted.is_string() && wanted != m_access.configuration().settings().listen.address && isBeyondLoopback(wanted.get<std::string>());
}

/// A port that is not in use yet: if the gateway could not listen there, it would be unreachable.
bool ListenGuard::isNewPort(const fields::FieldRow& row) const
{
    const auto& listen = m_access.configuration().settings().listen;
    const bool isHttp = &row == m_ports[0].row;
    if ((!isHttp && &row != m_ports[1].row) || shown(row) == 0) return false;
    return shown(row) != (isHttp ? listen.httpPort : listen.httpsPort.value_or(0));
}

void ListenGuard::edited(const fields::FieldRow& row)
{
    for (Port& port : m_ports) {
        if (port.row != &row) continue;
        port.checkDelay->stop();
        if (isNewPort(row)) saveIfFree(port);
        else forget(port);
    }
    settle();
}

/// Whether `number` is the gateway's other port; empty: it is not.
QString ListenGuard::clash(const Port& port, int number) const
{
    const auto& listen = m_access.configuration().settings().listen;
    if (&port == &m_ports[0] && number == listen.httpsPort) return tr("Port %1 is also the HTTPS port. Choose another port, or disable HTTPS.").arg(number);
    if (&port == &m_ports[1] && number == listen.httpPort) return tr("Port %1 is also the HTTP port. Choose another port, or disable HTTPS.").arg(number);
    return {};
}

void ListenGuard::saveIfFree(Port& port)
{
    const int number = shown(*port.row);
    if (const QString both = clash(port, number); !both.isEmpty()) return refuse(port, number, both);
    port.asked = number;
    m_access.control().checkPort(number, [here = QPointer(this), &port, number](const gateway::host::PortFinding& finding) {
        if (!here || port.asked != number) return;
        port.asked = 0;
        if (shown(*port.row) == number && here->isNewPort(*port.row)) here->found(port, finding);
    });
}

void ListenGuard::found(Port& port, const gateway::host::PortFinding& finding)
{
    if (!finding.isFree && !finding.isOurs) return refuse(port, finding.port, words::PortWords::finding(finding));
    forget(port);
    remark(*port.row, {});
    m_live.save(*port.row);
}

void ListenGuard::refuse(Port& port, int number, const QString& why)
{
    port.refused = number;
    port.isClash = !clash(port, number).isEmpty();
    port.why = tr("Not saved yet. %1").arg(why);
    remark(*port.row, {});
    // If the page was left meanwhile, the port in force is shown, with the reason for the other one.
    if (!m_live.form().isVisible()) m_live.putBack(*port.row);
    m_live.refuse(*port.row, port.why);
}

void ListenGuard::forget(Port& port)
{
    if (std::exchange(port.refused, 0) == 0) return;
    port.row->setProblem({});
    Q_EMIT m_live.notSaved({});
}

/// When the page is left, input that could not be saved is discarded.
void ListenGuard::leave()
{
    for (Port& port : m_ports) {
        if (port.refused == 0) continue;
        forget(port);
        m_live.putBack(*port.row);
    }
}

/// Saving other fields leaves an unavailable port as it is, and says so.
void ListenGuard::settle(Port& port)
{
    if (port.refused == 0 || port.refused != shown(*port.row)) return;
    if (!isNewPort(*port.row)) { // it was put in force elsewhere
        forget(port);
        return m_live.putBack(*port.row);
    }
    if (port.isClash && clash(port, port.refused).isEmpty()) return port.checkDelay->start();
    m_live.refuse(*port.row, port.why);
}

void ListenGuard::settle()
{
    for (Port& port : m_ports) settle(port);
    const bool isAsked = m_address->isDirty() && holds(*m_address);
    const bool isOpen = !gateway::config::isLoopbackAddress(m_access.configuration().settings().listen.address);
    setVisible(isAsked || isOpen);
    m_open->setVisible(isAsked);
    m_back->setVisible(isAsked);
    m_state->setStatus(look::Status::Warn, isAsked ? tr("Not saved yet") : tr("Open to the network"),
        isAsked ? tr("other machines could then connect; each needs a key") : tr("other machines can connect; each needs a key"));
}

void ListenGuard::watch(Port& port)
{
    port.checkDelay = new QTimer(this);
    port.checkDelay->setSingleShot(true);
    port.checkDelay->setInterval(kTryAfter_ms);
    QDoubleSpinBox& box = boxOf(*port.row);
    // The box itself reports a number only when it is finished, and not again for one that was unavailable.
    connect(box.findChild<QLineEdit*>(), &QLineEdit::textEdited, this, [this, &port] {
        forget(port);
        port.checkDelay->start();
    });
    connect(&box, &QAbstractSpinBox::editingFinished, this, [this, &port] {
        if (isNewPort(*port.row) && port.asked != shown(*port.row)) saveIfFree(port);
    });
    connect(port.checkDelay, &QTimer::timeout, this, [this, &port] { tryTyped(port); });
}

void ListenGuard::tryTyped(Port& port)
{
    const QDoubleSpinBox& box = boxOf(*port.row);
    if (!box.hasFocus() && isNewPort(*port.row)) return saveIfFree(port);
    bool isNumber = false;
    const int number = box.cleanText().toInt(&isNumber);
    if (!isNumber || !box.hasFocus() || number <= 0) return remark(*port.row, {});
    if (const QString both = clash(port, number); !both.isEmpty()) return remark(*port.row, both);
    m_access.control().checkPort(number, [here = QPointer(this), &port, number](const gateway::host::PortFinding& finding) {
        const bool isTold = !here || port.refused == number || port.asked == number;
        if (!isTold && boxOf(*port.row).hasFocus() && boxOf(*port.row).cleanText().toInt() == number) here->remark(*port.row, words::PortWords::finding(finding));
    });
}

/// For the ports in force.
QString ListenGuard::oddities(const fields::FieldRow& row) const
{
    const gateway::host::Status& status = m_access.control().status();
    if (&row == m_ports[0].row) return words::PortWords::besideHttpPort(status);
    return &row == m_ports[1].row ? words::PortWords::besideHttpsPort(status) : QString();
}

void ListenGuard::remark(fields::FieldRow& row, const QString& found)
{
    const auto given = m_access.control().commandLine();
    const std::string& pattern = row.pattern();
    QString used;
    if (pattern == "listen.address" && given.address) used = QString::fromStdString(*given.address);
    if (pattern == "listen.http_port" && given.httpPort) used = QString::number(*given.httpPort);
    if (pattern == "listen.https_port" && given.httpsPort) used = *given.httpsPort ? QString::number(**given.httpsPort) : tr("off");
    if (used.isEmpty()) return row.setRemark(found);
    const QString overruled = tr("%1 is set by the command line or the environment, which override this value.").arg(used);
    row.setRemark(found.isEmpty() ? overruled : found + QLatin1Char(' ') + overruled);
}

void ListenGuard::retranslate()
{
    for (const char* const pattern : {"listen.address", "listen.http_port", "listen.https_port"}) remark(*m_live.form().row(pattern), {});
    for (Port& port : m_ports)
        if (port.refused != 0 && isNewPort(*port.row)) saveIfFree(port);
    m_open->setText(tr("Open to network"));
    m_back->setText(tr("Keep unchanged"));
    settle();
}

bool ListenGuard::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Hide && !event->spontaneous()) leave();
    return QWidget::eventFilter(watched, event);
}

void ListenGuard::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

} // namespace ui::pages
