#include "port_dialog.h"

#include "holder_stop.h"

#include "ui/dialogs/form_grid.h"
#include "ui/look/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/words/sentence_words.h"
#include "ui/words/port_words.h"

#include <QCheckBox>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QPointer>
#include <QSignalBlocker>
#include <QSpinBox>

#include <utility>

namespace ui::dialogs {

using gateway::host::PortFinding;
using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;
using words::PortWords;

namespace {

constexpr int kPortTyped_ms = 300;
constexpr int kLeastPort = 1024; // lower ports are privileged
constexpr int kMostPort = 65535;
constexpr int kDiffHeight = 120;

} // namespace

PortDialog::PortDialog(const Access& access, QWidget* parent)
    : FormDialog(tr("Port in use"), tr("Use this port"), parent), m_access(access),
      m_holder(new Label({}, look::TextRole::Body, Label::Tone::Normal, form())),
      m_again(new Button(ButtonKind::Plain, {}, QStringLiteral("act-refresh"), form())),
      m_stop(new Button(ButtonKind::Plain, {}, QStringLiteral("act-stop"), form())), m_stopper(new HolderStop(m_stop, this)), m_port(new QSpinBox(form())),
      m_portHint(new Label({}, look::TextRole::Small, Label::Tone::Secondary, form())), m_tools(new QCheckBox(form())),
      m_diff(new QPlainTextEdit(form()))
{
    setObjectName(QStringLiteral("portDialog"));
    if (access.configuration().tools()) m_move = std::make_unique<models::ClientMove>(*access.configuration().tools());
    build();
    m_typed.setSingleShot(true);
    m_typed.setInterval(kPortTyped_ms);
    connect(&m_typed, &QTimer::timeout, this, [this] { look(m_port->value(), false); });
    connect(m_port, &QSpinBox::valueChanged, this, [this](int port) {
        if (std::exchange(m_tried, port) == port) return; // Return reports the same number again
        m_isTyped = true;
        m_chosen.reset();
        m_isEntered = false;
        m_portHint->setText(tr("Trying port %1…").arg(m_port->value()));
        clearProblems();
        setSaving(true);
        m_typed.start();
    });
    connect(m_again, &QPushButton::clicked, this, &PortDialog::tryAgain);
    connect(m_stopper, &HolderStop::offered, this, [this](bool is) { form()->setRowVisible(m_stop, is); });
    connect(m_stopper, &HolderStop::begun, this, [this] {
        clearProblems();
        m_holder->setText(tr("Waiting for %1 to end…").arg(m_stopper->name()));
    });
    connect(m_stopper, &HolderStop::ended, this, &PortDialog::tryAgain);
    connect(m_stopper, &HolderStop::goesOn, this, [this] {
        showProblem(nullptr, tr("%1 is still running. End it yourself, or use another port.").arg(m_stopper->name()), {});
        look(wantedPort(), true);
    });
    connect(&access.news(), &models::GatewayNews::statusChanged, this, [this] {
        if (!m_access.control().status().urls.empty() && m_again->isEnabled()) return accept(); // it is listening now
        if (m_isTrying && m_access.control().status().state == gateway::host::State::Failed) {
            m_isTrying = false;
            look(wantedPort(), true);
        }
    });
    look(wantedPort(), true);
    QWidget* const first = m_access.control().commandLine().httpPort ? static_cast<QWidget*>(m_again) : m_port;
    first->setFocus(Qt::OtherFocusReason);
}

void PortDialog::build()
{
    m_holder->setWordWrap(true);
    m_portHint->setWordWrap(true);
    m_port->setRange(kLeastPort, kMostPort);
    m_port->setGroupSeparatorShown(false);
    m_again->setText(tr("Try port %1 again").arg(wantedPort()));
    m_diff->setReadOnly(true);
    m_diff->setFont(look::theme().font(look::TextRole::Mono));
    m_diff->setWordWrapMode(QTextOption::WrapAnywhere); // addresses must be completely visible
    m_diff->setFixedHeight(look::theme().px(kDiffHeight));
    m_diff->setTabChangesFocus(true);
    m_tools->setChecked(true);
    form()->addRow(QStringLiteral("portHolder"), {}, m_holder);
    form()->addRow(QStringLiteral("portStop"), {}, m_stop);
    form()->addRow(QStringLiteral("portAgain"), {}, m_again);
    form()->addRow(QStringLiteral("portChosen"), tr("Other port"), m_port);
    form()->addRow(QStringLiteral("portHint"), {}, m_portHint);
    form()->addRow(QStringLiteral("portTools"), {}, m_tools);
    form()->addRow(QStringLiteral("portDiff"), tr("Changes"), m_diff);
    form()->setRowVisible(m_stop, false);
    form()->setRowVisible(m_tools, false);
    form()->setRowVisible(m_diff, false);
    m_holder->setText(tr("Checking which program uses port %1…").arg(wantedPort()));
    connect(m_tools, &QCheckBox::toggled, this, [this](bool on) {
        form()->setRowVisible(m_diff, on && m_move && m_move->count() > 0);
    });
    const bool isGiven = m_access.control().commandLine().httpPort.has_value();
    form()->setRowVisible(m_port, !isGiven);
    setSaving(true); // until a port is known to be free
    if (isGiven) m_portHint->setText(words::PortWords::given());
}

int PortDialog::wantedPort() const
{
    const auto given = m_access.control().commandLine().httpPort;
    return given ? *given : m_access.configuration().settings().listen.httpPort;
}

void PortDialog::look(int port, bool isWanted)
{
    m_access.control().checkPort(port, [guard = QPointer(this), port, isWanted](const PortFinding& finding) {
        if (!guard || (!isWanted && guard->m_port->value() != port)) return;
        guard->found(finding, isWanted);
    });
}

void PortDialog::found(const PortFinding& finding, bool isWanted)
{
    if (isWanted) {
        m_stopper->setHolder(finding.isFree || finding.isOurs ? std::nullopt : finding.holder);
        m_holder->setText(finding.isFree ? tr("Port %1 is free now.").arg(finding.port) : PortWords::finding(finding));
        if (!m_access.control().commandLine().httpPort && !m_isTyped) propose(finding);
        return;
    }
    m_chosen = finding;
    const QString clash = PortWords::clash(finding.port, m_access.configuration().settings().listen);
    if (!clash.isEmpty()) m_chosen->isFree = false; // even if nothing is listening there yet
    m_portHint->setText(clash.isEmpty() ? PortWords::finding(finding) : clash);
    if (m_chosen->isFree) return planMove();
    m_isEntered = false;
}

/// The number is selected, so that typing replaces it.
void PortDialog::propose(const PortFinding& wanted)
{
    const QSignalBlocker quiet(m_port);
    m_port->setValue(wanted.isFree || wanted.nextFree == 0 ? wanted.port : wanted.nextFree);
    m_port->selectAll();
    m_tried = m_port->value();
    if (!wanted.isFree && wanted.nextFree > 0) look(wanted.nextFree, false);
}

void PortDialog::planMove()
{
    if (!m_move) return settle();
    m_move->plan(wantedPort(), m_chosen->port, [guard = QPointer(this), port = m_chosen->port] {
        if (!guard || !guard->m_chosen || guard->m_chosen->port != port) return;
        guard->showMove();
        guard->settle();
    });
}

void PortDialog::showMove()
{
    QStringList names;
    QStringList left;
    for (const auto& tool : m_move->tools()) (tool.plan ? names : left) << tool.name;
    m_tools->setText(tr("Update the address in: %1").arg(words::SentenceWords::listed(names)));
    m_tools->setToolTip(tr("Each file is backed up first. You can restore it on the Clients page."));
    form()->setRowVisible(m_tools, !names.isEmpty());
    m_diff->setPlainText(m_move->diff());
    form()->setRowVisible(m_diff, !names.isEmpty() && m_tools->isChecked());
    if (!left.isEmpty()) m_portHint->setText(tr("Port %1 is free. Update these clients manually: %2").arg(QString::number(m_chosen->port), words::SentenceWords::listed(left)));
}

/// The check of the chosen port has finished. If Return was pressed meanwhile, it applies, but the changes to the files
/// of tools are shown first.
void PortDialog::settle()
{
    setSaving(false);
    if (std::exchange(m_isEntered, false) && (!m_move || m_move->count() == 0)) save();
}

void PortDialog::keyPressEvent(QKeyEvent* event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!isReturn || canSave() || !m_port->hasFocus()) return FormDialog::keyPressEvent(event);
    m_isEntered = true;
    if (!m_typed.isActive()) return;
    m_typed.stop();
    look(m_port->value(), false);
}

void PortDialog::save()
{
    if (!m_chosen || !m_chosen->isFree) return;
    clearProblems();
    setSaving(true);
    m_again->setEnabled(false); // from now on, listening is the result of this attempt
    auto next = m_access.configuration().settings();
    next.listen.httpPort = m_chosen->port;
    m_access.configuration().change(next, [guard = QPointer(this)](const gateway::Result<void>& changed) {
        if (!guard) return;
        if (changed) return guard->moveTools();
        guard->m_again->setEnabled(true);
        guard->setSaving(false);
        guard->showProblem(guard->m_port, PortWords::refused(changed.error(), guard->m_access.configuration().editing()), {});
    });
}

void PortDialog::moveTools()
{
    if (!m_move || m_move->count() == 0 || !m_tools->isChecked()) return accept();
    m_move->apply([guard = QPointer(this)] {
        if (!guard) return;
        QStringList failed;
        for (const auto& tool : guard->m_move->tools()) {
            if (tool.plan && !tool.problem.isEmpty()) failed << tr("%1: %2", "tool and why it was not written").arg(tool.name, tool.problem);
        }
        if (failed.isEmpty()) guard->accept();
        else guard->showProblem(nullptr, tr("Signalbox now uses the new port, but not every client was updated. %1").arg(failed.join(QStringLiteral("; "))), {});
    });
}

void PortDialog::tryAgain()
{
    m_isTrying = true;
    m_holder->setText(tr("Trying port %1…").arg(wantedPort()));
    m_access.control().listenAgain(); // the result is reported by the status: a check of the port meanwhile would interfere
}

} // namespace ui::dialogs
