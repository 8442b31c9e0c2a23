#include "update_line.h"

#include "gateway/host/updates/update_watch.h"
#include "ui/look/theme.h"
#include "ui/models/formatter.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/words/sentence_words.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>

namespace ui::pages {

using gateway::host::UpdateFinding;
using gateway::host::UpdateWatch;
using models::Formatter;
using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;

UpdateLine::UpdateLine(const Access& access, QWidget* parent)
    : QWidget(parent), m_access(access), m_words(new Label({}, look::TextRole::Body, Label::Tone::Normal, this)),
      m_copy(new Button(ButtonKind::Plain, {}, QStringLiteral("act-copy"), this)), m_restart(new Button(ButtonKind::Plain, {}, QStringLiteral("act-refresh"), this)),
      m_look(new Button(ButtonKind::Plain, {}, {}, this))
{
    setObjectName(QStringLiteral("updateLine"));
    m_words->setObjectName(QStringLiteral("updateWords"));
    m_copy->setObjectName(QStringLiteral("updateCopy"));
    m_restart->setObjectName(QStringLiteral("updateRestart"));
    m_look->setObjectName(QStringLiteral("updateLook"));
    m_words->setWordWrap(true);
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins({});
    line->setSpacing(look::theme().px(8));
    line->addWidget(m_words, 1);
    line->addWidget(m_copy);
    line->addWidget(m_restart);
    line->addWidget(m_look);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(command());
        m_copy->setText(tr("Copied"));
    });
    connect(m_restart, &QPushButton::clicked, this, &UpdateLine::restartWanted);
    connect(m_look, &QPushButton::clicked, &access.diagnosis().updates(), &UpdateWatch::look);
    connect(&access.diagnosis().updates(), &UpdateWatch::changed, this, &UpdateLine::showFinding);
    retranslate();
}

void UpdateLine::retranslate()
{
    m_restart->setText(tr("Restart Signalbox"));
    m_look->setText(tr("Check for updates"));
    showFinding();
}

void UpdateLine::showFinding()
{
    const UpdateFinding& finding = m_access.diagnosis().updates().finding();
    const bool isKnown = !m_access.diagnosis().updates().isLooking();
    m_words->setText(words());
    m_copy->setText(tr("Copy command"));
    m_copy->setVisible(isKnown && finding.kind == UpdateFinding::Kind::Available);
    m_restart->setVisible(isKnown && finding.kind == UpdateFinding::Kind::Installed);
}

QString UpdateLine::command() const { return QStringLiteral("sudo apt install --only-upgrade ") + QString::fromStdString(m_access.diagnosis().updates().finding().package); }

QString UpdateLine::words() const
{
    if (m_access.diagnosis().updates().isLooking()) return tr("Checking for updates…");
    using Kind = UpdateFinding::Kind;
    const UpdateFinding& finding = m_access.diagnosis().updates().finding();
    const QString version = QString::fromStdString(finding.version);
    switch (finding.kind) {
    case Kind::Unasked: return tr("Not checked for updates yet.");
    case Kind::Current:
        return finding.sourcesRead ? tr("This is the latest version in the package lists of this machine, as of %1.").arg(Formatter().dateTime(Formatter::local(*finding.sourcesRead)))
                                   : tr("This is the latest version in the package lists of this machine.");
    case Kind::Available: return tr("Version %1 is available. Install it with the software manager, or run “%2” in a terminal.").arg(version, command());
    case Kind::Installed: return tr("Version %1 is installed. Restart Signalbox to use it.").arg(version);
    case Kind::NotPackaged: return tr("Signalbox was not installed from a package. Get updates where you downloaded it.");
    case Kind::Unsupported: return tr("Signalbox does not support the package system of this machine. Use its software manager.");
    case Kind::Failed: break;
    }
    return tr("The package system did not respond: %1").arg(words::SentenceWords::of(finding.reason));
}

} // namespace ui::pages
