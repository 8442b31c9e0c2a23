#include "finding_row.h"

#include "ui/look/theme.h"
#include "ui/widgets/label.h"
#include "ui/widgets/status_label.h"
#include "ui/words/doctor_words.h"
#include "ui/words/sentence_words.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <utility>

namespace ui::pages {

using widgets::Label;
using words::DoctorWords;
using words::SentenceWords;

namespace {

constexpr int kStateWidth = 148;

/// The tool tip has the full text.
void say(Label& label, const QString& text)
{
    const QString shown = SentenceWords::withShortNames(text);
    label.setText(shown);
    label.setToolTip(shown == text ? QString() : text);
}

} // namespace

FindingRow::FindingRow(gateway::host::Finding finding, QWidget* parent)
    : QWidget(parent), m_finding(std::move(finding)), m_state(new widgets::StatusLabel(this)), m_found(new Label({}, look::TextRole::Body, Label::Tone::Normal, this)),
      m_remedy(new Label({}, look::TextRole::Small, Label::Tone::Secondary, this))
{
    const look::Theme& theme = look::theme();
    setObjectName(QStringLiteral("finding"));
    m_state->setFixedWidth(theme.px(kStateWidth));
    for (Label* label : {m_found, m_remedy}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_found);
    words->addWidget(m_remedy);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, theme.px(7), 0, theme.px(7));
    row->setSpacing(theme.px(12));
    row->addWidget(m_state, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    retranslate();
}

void FindingRow::retranslate()
{
    const auto status = look::statusNamed(DoctorWords::status(m_finding.outcome)).value_or(look::Status::Unknown);
    m_state->setStatus(status, DoctorWords::check(m_finding.check));
    m_state->setToolTip(DoctorWords::outcome(m_finding.outcome));
    const QString sentence = SentenceWords::of(m_finding.found);
    const QString found = gateway::host::needsSubject(m_finding) ? QStringLiteral("%1 · %2").arg(QString::fromStdString(m_finding.subject), sentence) : sentence;
    const QString remedy = SentenceWords::of(m_finding.remedy);
    say(*m_found, found);
    say(*m_remedy, remedy);
    m_remedy->setVisible(!m_finding.remedy.isEmpty());
    setAccessibleName(QStringLiteral("%1, %2: %3 %4").arg(DoctorWords::check(m_finding.check), DoctorWords::outcome(m_finding.outcome), found, remedy).trimmed());
}

} // namespace ui::pages
