#include "holder_stop.h"

#include "choice_dialog.h"

#include "ui/look/theme.h"
#include "ui/widgets/button.h"

namespace ui::dialogs {

namespace {

constexpr int kNameWidth = 180;
constexpr int kBetweenLooks_ms = 100;
constexpr int kMostLooks = 50; // five seconds, sufficient for a server to end

} // namespace

HolderStop::HolderStop(widgets::Button* button, QWidget* parent) : QObject(parent), m_button(button), m_window(parent)
{
    m_end.setInterval(kBetweenLooks_ms);
    connect(&m_end, &QTimer::timeout, this, &HolderStop::lookForEnd);
    connect(button, &QPushButton::clicked, this, &HolderStop::ask);
}

QString HolderStop::name() const { return m_holder ? QString::fromStdString(m_holder->name()) : QString(); }

void HolderStop::setHolder(const std::optional<gateway::host::PortHolder>& holder)
{
    if (isWaiting()) return; // stays with the program that was asked
    m_holder = holder;
    settle();
}

bool HolderStop::isOffered() const { return m_holder && !isWaiting() && gateway::host::ProgramStop::isPossible(m_holder->pid); }

/// Not offered if the system would not allow ending the program.
void HolderStop::settle()
{
    const bool is = isOffered();
    if (is) {
        const QString shown = m_button->fontMetrics().elidedText(name(), Qt::ElideMiddle, look::theme().px(kNameWidth)); // a command line can be long
        m_button->setText(tr("Stop %1…", "a program").arg(shown));
        m_button->setToolTip(shown == name() ? QString() : name());
    }
    Q_EMIT offered(is);
}

void HolderStop::ask()
{
    if (!isOffered()) return;
    auto* dialog = new ChoiceDialog({tr("Stop %1?", "a program").arg(name()),
                                        tr("Process %1 will be asked to stop. Its work is interrupted, and unsaved data may be lost.").arg(m_holder->pid),
                                        {tr("Cancel"), tr("Stop process")}}, m_window);
    dialog->setObjectName(QStringLiteral("stopHolder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ChoiceDialog::chosen, this, [this, asked = *m_holder](int answer) {
        const bool isStillThat = m_holder && m_holder->pid == asked.pid && m_holder->name() == asked.name(); // the question named this program
        if (answer == 1 && isStillThat) stop();
    });
    dialog->open();
}

void HolderStop::stop()
{
    auto asked = gateway::host::ProgramStop::ask(m_holder->pid);
    if (!asked) return Q_EMIT ended(); // it has ended meanwhile, or another has taken the port: the new check will tell
    m_stopping.emplace(std::move(*asked));
    m_looks = 0;
    m_end.start();
    settle();
    Q_EMIT begun();
}

void HolderStop::lookForEnd()
{
    const bool hasEnded = m_stopping->hasEnded();
    if (!hasEnded && ++m_looks < kMostLooks) return;
    m_end.stop();
    m_stopping.reset();
    if (hasEnded) return Q_EMIT ended();
    settle();
    Q_EMIT goesOn();
}

} // namespace ui::dialogs
