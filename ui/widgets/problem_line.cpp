#include "problem_line.h"

#include "label.h"
#include "status_label.h"

#include <QHBoxLayout>

namespace ui::widgets {

namespace {

constexpr int kPause_ms = 600;

} // namespace

ProblemLine::ProblemLine(QWidget* parent, look::Status status) : QWidget(parent), m_text(new Label({}, look::TextRole::Body, Label::Tone::Normal, this))
{
    m_text->setWordWrap(true);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(look::theme().px(8));
    row->addWidget(new StatusShape(status, this), 0, Qt::AlignTop);
    row->addWidget(m_text, 1);
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause_ms);
    connect(&m_pause, &QTimer::timeout, this, [this] { say(m_waiting); });
    hide();
}

void ProblemLine::say(const QString& problem)
{
    m_pause.stop();
    m_text->setText(problem);
    setAccessibleName(problem);
    setVisible(!problem.isEmpty());
}

void ProblemLine::sayOfTyping(const QString& problem)
{
    if (problem.isEmpty() || !isHidden()) return say(problem);
    if (m_pause.isActive() && problem == m_waiting) return; // repeated message, no further typing
    m_waiting = problem;
    m_pause.start();
}

} // namespace ui::widgets
