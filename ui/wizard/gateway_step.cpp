#include "gateway_step.h"

#include "ui/dialogs/program/holder_stop.h"
#include "ui/models/providers/keychain_trial.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/label.h"
#include "ui/widgets/problem_line.h"
#include "ui/widgets/status_label.h"
#include "ui/words/port_words.h"

#include <QHBoxLayout>
#include <QPointer>
#include <QSignalBlocker>
#include <QSpinBox>

#include <utility>

namespace ui::wizard {

using gateway::ErrorKind;
using gateway::host::PortFinding;
using gateway::host::State;
using models::KeychainTrial;
using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;

namespace {

constexpr int kTyped_ms = 300;
constexpr int kFirstPort = 1024; // lower ports are privileged
constexpr int kLastPort = 65535;

} // namespace

GatewayStep::GatewayStep(const Access& access, QWidget* parent)
    : Step(parent), m_access(access), m_keychain(new KeychainTrial(access, this)), m_address(new widgets::Card({}, this)), m_status(new widgets::StatusLabel(m_address)),
      m_urls(new Label({}, look::TextRole::Mono, Label::Tone::Normal, m_address)), m_help(new Label({}, look::TextRole::Body, Label::Tone::Secondary, m_address)), m_portRow(new QWidget(m_address)),
      m_portLabel(new Label({}, look::TextRole::Body, Label::Tone::Secondary, m_portRow)), m_port(new QSpinBox(m_portRow)), m_taken(new widgets::ProblemLine(m_address)),
      m_use(new Button(ButtonKind::Plain, {}, {}, m_portRow)), m_stop(new Button(ButtonKind::Plain, {}, QStringLiteral("act-stop"), m_portRow)),
      m_stopper(new dialogs::HolderStop(m_stop, this)), m_again(new Button(ButtonKind::Plain, {}, QStringLiteral("act-refresh"), m_portRow)),
      m_keys(new widgets::Card({}, this)), m_keysStatus(new widgets::StatusLabel(m_keys)),
      m_keysHelp(new Label({}, look::TextRole::Body, Label::Tone::Secondary, m_keys)),
      m_keysAgain(new Button(ButtonKind::Plain, {}, QStringLiteral("act-refresh"), m_keys))
{
    build();
    retranslate();
    m_typed.setSingleShot(true);
    m_typed.setInterval(kTyped_ms);
    connect(&m_typed, &QTimer::timeout, this, &GatewayStep::tryPort);
    connect(m_port, &QSpinBox::valueChanged, this, [this](int port) {
        if (m_finding && m_finding->port == port) return; // Return reports the same number again
        m_isPortTyped = true;
        m_finding.reset();
        m_changeProblem.clear();
        showFinding();
        m_typed.start();
        Q_EMIT changed();
    });
    connect(m_use, &QPushButton::clicked, this, [this] { usePort(m_use->property("port").toInt()); });
    connect(m_again, &QPushButton::clicked, this, &GatewayStep::listenAgain);
    connect(m_stopper, &dialogs::HolderStop::offered, m_stop, &QWidget::setVisible);
    connect(m_stopper, &dialogs::HolderStop::begun, this, &GatewayStep::showFinding);
    connect(m_stopper, &dialogs::HolderStop::ended, this, &GatewayStep::listenAgain);
    connect(m_stopper, &dialogs::HolderStop::goesOn, this, [this] {
        m_holderProblem = tr("%1 is still running. End it yourself, or use another port.").arg(m_stopper->name());
        showFinding();
    });
    connect(m_keysAgain, &QPushButton::clicked, m_keychain, &KeychainTrial::begin);
    connect(m_keychain, &KeychainTrial::changed, this, &GatewayStep::showKeychain);
    connect(&access.news(), &models::GatewayNews::statusChanged, this, [this] {
        showStatus();
        if (isVisible() && hasFailed() && !m_finding) tryPort();
    });
}

void GatewayStep::build()
{
    const look::Theme& theme = look::theme();
    m_status->setObjectName(QStringLiteral("gatewayStatus"));
    m_urls->setObjectName(QStringLiteral("gatewayUrls"));
    m_help->setObjectName(QStringLiteral("gatewayHelp"));
    m_taken->setObjectName(QStringLiteral("gatewayPortProblem"));
    m_port->setObjectName(QStringLiteral("gatewayPort"));
    m_use->setObjectName(QStringLiteral("usePort"));
    m_stop->setObjectName(QStringLiteral("stopHolderOfPort"));
    m_again->setObjectName(QStringLiteral("listenAgain"));
    m_keysStatus->setObjectName(QStringLiteral("keychainStatus"));
    m_keysHelp->setObjectName(QStringLiteral("keychainHelp"));
    m_keysAgain->setObjectName(QStringLiteral("keychainAgain"));
    m_port->setRange(kFirstPort, kLastPort);
    m_port->setGroupSeparatorShown(false);
    m_urls->setWordWrap(true);
    m_urls->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_help->setWordWrap(true);
    m_keysHelp->setWordWrap(true);
    auto* row = new QHBoxLayout(m_portRow);
    row->setContentsMargins({});
    row->setSpacing(theme.px(8));
    row->addWidget(m_portLabel);
    row->addWidget(m_port);
    row->addWidget(m_use);
    row->addStretch(1);
    row->addWidget(m_stop);
    row->addWidget(m_again);
    m_portLabel->setBuddy(m_port);
    for (QWidget* content : {static_cast<QWidget*>(m_status), static_cast<QWidget*>(m_urls), static_cast<QWidget*>(m_help), m_portRow, static_cast<QWidget*>(m_taken)}) m_address->addContent(content);
    auto* check = new QWidget(m_keys);
    auto* line = new QHBoxLayout(check);
    line->setContentsMargins({});
    line->addWidget(m_keysStatus, 1);
    line->addWidget(m_keysAgain);
    m_keys->addContent(check);
    m_keys->addContent(m_keysHelp);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(theme.px(theme.metrics().gap));
    column->addWidget(m_address);
    column->addWidget(m_keys);
    column->addStretch(1);
}

QString GatewayStep::name() const { return tr("Gateway"); }
QString GatewayStep::title() const { return isListening() ? tr("The gateway is ready") : tr("The gateway needs a port"); }
QString GatewayStep::sentence() const { return tr("One address on this machine for all your clients, and a keychain for your keys."); }
bool GatewayStep::canGoOn() const { return isListening(); }
bool GatewayStep::isSettled() const { return isListening() && !hasFailed() && !m_isPortTyped; }

QString GatewayStep::goOnText() const { return isPortOpen() && m_finding && m_finding->isFree ? tr("Use port %1").arg(m_finding->port) : Step::goOnText(); }

void GatewayStep::goOn()
{
    if (!isPortOpen()) return Step::goOn();
    if (m_finding && m_finding->isFree) return usePort(m_finding->port);
    if (!m_finding) {
        m_typed.stop();
        tryPort();
    }
    m_port->setFocus(Qt::OtherFocusReason);
    m_port->selectAll();
}

/// Another port was typed than the listening one, and it has not been applied yet.
bool GatewayStep::isPortOpen() const
{
    return isListening() && !m_access.control().commandLine().httpPort && m_isPortTyped && m_port->value() != wantedPort();
}

bool GatewayStep::isTypedTaken() const { return m_finding && !m_finding->isFree && m_isPortTyped && m_finding->port != wantedPort(); }

QWidget* GatewayStep::firstField() const
{
    if (!hasFailed()) return nullptr;
    return m_use->isVisibleTo(this) ? m_use : m_again;
}

bool GatewayStep::hasFailed() const { return m_access.control().status().state == State::Failed; }

bool GatewayStep::isListening() const { return !m_access.control().status().urls.empty(); }

int GatewayStep::wantedPort() const
{
    const auto given = m_access.control().commandLine().httpPort;
    return given ? *given : m_access.configuration().settings().listen.httpPort;
}

void GatewayStep::enter()
{
    if (!m_isPortTyped) {
        const QSignalBlocker quiet(m_port);
        m_port->setValue(wantedPort());
    }
    showStatus();
    if (hasFailed()) tryPort();
    if (m_keychain->state() == KeychainTrial::State::Untried) m_keychain->begin();
}

void GatewayStep::retranslate()
{
    m_address->setTitle(tr("Address"));
    m_keys->setTitle(tr("Keychain"));
    m_portLabel->setText(tr("Port"));
    m_port->setAccessibleName(tr("Port"));
    m_again->setText(tr("Try again"));
    m_keysAgain->setText(tr("Check again"));
    showStatus();
    showKeychain();
}

void GatewayStep::showStatus()
{
    const auto& status = m_access.control().status();
    QStringList urls;
    for (const std::string& url : status.urls) urls << QString::fromStdString(url);
    m_urls->setText(urls.join(u'\n')); // no URL is broken in the middle
    m_urls->setVisible(isListening());
    if (isListening()) {
        m_status->setStatus(look::Status::Ok, tr("Listening"));
    } else if (status.state == State::Failed) {
        const bool isTaken = status.problem && status.problem->kind == ErrorKind::PortTaken;
        m_status->setStatus(look::Status::Error, isTaken ? tr("Port %1 is in use").arg(wantedPort()) : tr("Cannot listen"));
    } else {
        m_status->setStatus(look::Status::Busy, tr("Reading keys and opening ports"));
    }
    showFinding();
    Q_EMIT changed();
    if (std::exchange(m_wasListening, isListening()) != isListening() && isVisible()) Q_EMIT focusWanted();
}

QString GatewayStep::reachText() const
{
    const std::string address = m_access.control().commandLine().address.value_or(m_access.configuration().settings().listen.address);
    if (!gateway::config::isLoopbackAddress(address)) return tr("Other machines can connect too, so every client needs a key.");
    if (const std::string& missing = m_access.control().status().missingLoopback; !missing.empty())
        return tr("Only clients on this machine can connect. %1 is not available on this machine. If a client requires it, enter the numeric address instead.").arg(QString::fromStdString(missing));
    return tr("Only clients on this machine can connect. If you change the port, update your clients.");
}

/// Problem of the chosen port, for display next to it.
QString GatewayStep::portProblem() const
{
    if (!m_changeProblem.isEmpty()) return m_changeProblem;
    if (QString clash = typedClash(); !clash.isEmpty()) return clash;
    return isTypedTaken() ? words::PortWords::finding(*m_finding) : QString();
}

QString GatewayStep::typedClash() const { return m_isPortTyped ? words::PortWords::clash(m_port->value(), m_access.configuration().settings().listen) : QString(); }

/// 0: none.
int GatewayStep::offeredPort() const
{
    const bool isAsked = hasFailed() || (isListening() && m_isPortTyped && m_port->value() != wantedPort());
    if (m_stopper->isWaiting() || !isAsked || !m_finding || m_access.control().commandLine().httpPort) return 0;
    const int port = m_finding->isFree ? m_finding->port : m_finding->nextFree;
    const bool isInUse = isListening() && port == wantedPort();
    return isInUse || !words::PortWords::clash(port, m_access.configuration().settings().listen).isEmpty() ? 0 : port;
}

QString GatewayStep::helpText() const
{
    const bool isGiven = m_access.control().commandLine().httpPort.has_value();
    if (m_stopper->isWaiting()) return tr("Waiting for %1 to end…").arg(m_stopper->name());
    if (!m_holderProblem.isEmpty()) return m_holderProblem;
    if (isListening() && (!m_isPortTyped || m_port->value() == wantedPort()))
        return isGiven ? tr("The port is set by the command line or the environment.") : reachText();
    if ((!isListening() && !hasFailed()) || !typedClash().isEmpty()) return {};
    if (!m_finding) return tr("Trying port %1…").arg(m_port->value());
    return isTypedTaken() ? QString() : words::PortWords::finding(*m_finding);
}

void GatewayStep::showFinding()
{
    const bool isGiven = m_access.control().commandLine().httpPort.has_value();
    const int offered = offeredPort();
    const QString problem = portProblem();
    QString help = helpText();
    m_taken->say(problem);
    m_port->setAccessibleDescription(problem);
    if (offered > 0 && isListening()) help += (help.isEmpty() ? QString() : QStringLiteral(" ")) + tr("Update the address in clients that are already set up.");
    if (isGiven && !isListening()) help += QLatin1Char(' ') + words::PortWords::given();
    m_help->setText(help);
    m_help->setVisible(!help.isEmpty());
    m_help->setToolTip(words::PortWords::problem(m_access.control().status()));
    m_portLabel->setVisible(!isGiven);
    m_port->setVisible(!isGiven);
    m_use->setVisible(offered > 0);
    m_use->setText(tr("Use port %1").arg(offered));
    m_use->setProperty("port", offered);
    m_again->setVisible(hasFailed());
    m_stopper->setHolder(hasFailed() && m_finding && m_finding->port == wantedPort() && !m_finding->isFree && !m_finding->isOurs ? m_finding->holder : std::nullopt);
    m_portRow->setVisible(!isGiven || !isListening());
}

void GatewayStep::listenAgain()
{
    m_finding.reset();
    m_changeProblem.clear();
    m_holderProblem.clear();
    m_access.control().listenAgain(); // the result is reported by the status: a check meanwhile would interfere
    showFinding();
}

void GatewayStep::tryPort()
{
    const int port = m_access.control().commandLine().httpPort ? wantedPort() : m_port->value();
    m_finding.reset();
    m_changeProblem.clear();
    m_holderProblem.clear();
    showFinding();
    if (port <= 0 || !typedClash().isEmpty()) return;
    m_access.control().checkPort(port, [guard = QPointer(this), port](const PortFinding& finding) {
        if (!guard || (guard->m_port->value() != port && !guard->m_access.control().commandLine().httpPort)) return;
        guard->m_finding = finding;
        guard->showFinding();
        Q_EMIT guard->changed();
        if (!guard->isListening() && !guard->m_port->hasFocus()) Q_EMIT guard->focusWanted();
    });
}

void GatewayStep::usePort(int port)
{
    auto next = m_access.configuration().settings();
    const bool isSame = next.listen.httpPort == port;
    next.listen.httpPort = port;
    m_access.configuration().change(next, [guard = QPointer(this), port, isSame](const gateway::Result<void>& changed) {
        if (!guard) return;
        guard->m_changeProblem = changed ? QString() : words::PortWords::refused(changed.error(), guard->m_access.configuration().editing());
        if (changed) {
            guard->m_isPortTyped = false;
            const QSignalBlocker quiet(guard->m_port);
            guard->m_port->setValue(port);
            if (isSame) guard->m_access.control().listenAgain(); // it is free now, and nothing has changed
        }
        guard->showStatus();
    });
}

void GatewayStep::showKeychain()
{
    m_keysAgain->setEnabled(m_keychain->state() != KeychainTrial::State::Trying);
    m_keysStatus->setStatus(look::statusNamed(m_keychain->status()).value_or(look::Status::Idle), m_keychain->word(), m_keychain->reason());
    m_keysHelp->setText(m_keychain->sentence());
    m_keysHelp->setToolTip(m_keychain->detail());
}

} // namespace ui::wizard
