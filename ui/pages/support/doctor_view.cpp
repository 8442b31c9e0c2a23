#include "doctor_view.h"

#include "desktop_diagnostics.h"
#include "finding_row.h"

#include "ui/look/theme.h"
#include "ui/models/formatter.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/status_label.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPointer>
#include <QScrollArea>
#include <QShowEvent>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ui::pages {

using gateway::host::Finding;
using gateway::host::Outcome;
using widgets::Button;
using widgets::ButtonKind;

namespace {

constexpr int kFindingEdge = 2; // of the card, included in its padding
constexpr std::chrono::minutes kHolds{1};

/// Problems first; among equals, by check.
int rank(const Finding& finding)
{
    constexpr int kChecks = static_cast<int>(gateway::host::kCheckNames.size());
    const int outcome = finding.outcome == Outcome::Problem ? 0 : finding.outcome == Outcome::Notice ? 1 : 2;
    return outcome * kChecks + static_cast<int>(finding.check);
}

} // namespace

DoctorView::DoctorView(const Access& access, QWidget* parent, const gateway::Clock* clock)
    : Card({}, parent), m_access(access), m_clock(clock ? *clock : m_systemClock), m_summary(new widgets::StatusLabel(this)),
      m_again(new Button(ButtonKind::Plain, {}, QStringLiteral("act-refresh"), this)), m_copy(new Button(ButtonKind::Plain, {}, QStringLiteral("act-copy"), this)),
      m_scroll(new QScrollArea(this))
{
    setObjectName(QStringLiteral("doctorView"));
    build();
    retranslate();
    connect(m_again, &QPushButton::clicked, this, [this] {
        m_mayFollow = true;
        m_isExamining ? stop() : examine();
    });
    connect(&access.news(), &models::GatewayNews::keysMayBeReadable, this, &DoctorView::keysMayBeReadable);
    connect(m_copy, &QPushButton::clicked, this, &DoctorView::copyDiagnostics);
}

DoctorView::~DoctorView()
{
    if (m_isExamining) m_access.diagnosis().stopExamining();
}

void DoctorView::build()
{
    const look::Theme& theme = look::theme();
    const int x = theme.px(theme.metrics().cardPaddingX) - kFindingEdge;
    const int y = theme.px(theme.metrics().cardPaddingY) - kFindingEdge;
    m_summary->setObjectName(QStringLiteral("doctorSummary"));
    m_summary->setStrong(true);
    m_again->setObjectName(QStringLiteral("doctorAgain"));
    m_copy->setObjectName(QStringLiteral("doctorCopy"));
    m_scroll->setObjectName(QStringLiteral("doctorFindings"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::StrongFocus);
    m_scroll->viewport()->setAutoFillBackground(false);
    auto* list = new QWidget(m_scroll);
    list->setAutoFillBackground(false);
    m_column = new QVBoxLayout(list);
    m_column->setContentsMargins(x, 0, x, y);
    m_column->setSpacing(0);
    m_column->addStretch(1);
    m_scroll->setWidget(list);
    list->setAutoFillBackground(false);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(x, y, x, theme.px(8));
    top->setSpacing(theme.px(8));
    top->addWidget(m_summary, 1);
    top->addWidget(m_copy);
    top->addWidget(m_again);
    body()->addLayout(top);
    body()->addWidget(m_scroll, 1);
}

void DoctorView::examine()
{
    for (FindingRow* row : m_rows) row->deleteLater();
    m_rows.clear();
    m_isExamining = m_hasExamined = true;
    m_isCopied = m_isOutdated = false;
    settle();
    m_access.diagnosis().examine([guard = QPointer(this)](const Finding& finding) { if (guard) guard->add(finding); },
                     [guard = QPointer(this)] { if (guard) guard->ended(); });
}

void DoctorView::stop()
{
    m_access.diagnosis().stopExamining();
    m_isOutdated = false;
    ended();
}

void DoctorView::ended()
{
    m_isExamining = false;
    m_lookedAt = m_clock.wallNow();
    if (m_isOutdated && std::exchange(m_mayFollow, false)) return examine();
    settle();
}

void DoctorView::keysMayBeReadable()
{
    const bool isTrouble = std::ranges::any_of(m_rows, [](const FindingRow* row) {
        const Finding& finding = row->finding();
        return finding.outcome != Outcome::Ok && (finding.check == gateway::host::Check::Keychain || finding.check == gateway::host::Check::Keys);
    });
    if (!isTrouble || !isVisible()) return;
    if (m_isExamining) m_isOutdated = true;
    else if (std::exchange(m_mayFollow, false)) examine();
}

void DoctorView::add(const Finding& finding)
{
    const auto place = std::find_if(m_rows.begin(), m_rows.end(), [&](const FindingRow* row) { return rank(row->finding()) > rank(finding); });
    const auto index = static_cast<int>(place - m_rows.begin());
    auto* row = new FindingRow(finding, m_scroll->widget());
    m_column->insertWidget(index, row);
    m_rows.insert(place, row);
    settle();
}

std::vector<Finding> DoctorView::findings() const
{
    std::vector<Finding> all;
    for (const FindingRow* row : m_rows) all.push_back(row->finding());
    return all;
}

void DoctorView::settle()
{
    const auto count = [this](Outcome outcome) {
        return static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(), [outcome](const FindingRow* row) { return row->finding().outcome == outcome; }));
    };
    const int problems = count(Outcome::Problem);
    const int notices = count(Outcome::Notice);
    const QString looked = tr("%Ln check(s) completed", nullptr, static_cast<int>(m_rows.size()));
    const QString when = tr("%Ln check(s) completed at %1", "a time", static_cast<int>(m_rows.size())).arg(models::Formatter().time(models::Formatter::local(m_lookedAt)));
    if (m_isExamining) m_summary->setStatus(look::Status::Busy, tr("Checking"), looked);
    else if (!m_hasExamined) m_summary->setStatus(look::Status::Idle, tr("Not checked yet"));
    else if (problems > 0) m_summary->setStatus(look::Status::Error, tr("%Ln problem(s)", nullptr, problems), when);
    else if (notices > 0) m_summary->setStatus(look::Status::Warn, tr("%Ln notice(s)", nullptr, notices), when);
    else m_summary->setStatus(look::Status::Ok, tr("No problems found"), when);
    m_again->setText(m_isExamining ? tr("Stop") : tr("Check again"));
    m_again->setIconName(m_isExamining ? QStringLiteral("act-stop") : QStringLiteral("act-refresh"));
    m_copy->setText(m_isCopied ? tr("Copied") : tr("Copy diagnostics"));
}

void DoctorView::copyDiagnostics()
{
    QGuiApplication::clipboard()->setText(diagnostics(m_access, findings()));
    m_isCopied = true;
    settle();
}

void DoctorView::retranslate()
{
    m_scroll->setAccessibleName(tr("Findings"));
    m_copy->setToolTip(tr("Versions, settings, findings and the latest log lines, without keys or request content"));
    m_isCopied = false;
    for (FindingRow* row : m_rows) row->retranslate();
    settle();
}

void DoctorView::showEvent(QShowEvent* event)
{
    Card::showEvent(event);
    if (event->spontaneous()) return;
    m_mayFollow = true;
    m_isCopied = false;
    settle();
    if (!m_hasExamined || m_clock.wallNow() - m_lookedAt > kHolds) examine();
}

void DoctorView::hideEvent(QHideEvent* event)
{
    Card::hideEvent(event);
    if (!m_isExamining || event->spontaneous()) return;
    stop();
    m_hasExamined = false; // an incomplete examination does not count
}

void DoctorView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    Card::changeEvent(event);
}

} // namespace ui::pages
