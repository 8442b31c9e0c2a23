#include "saved_line.h"

namespace ui::pages {

SavedLine::SavedLine(const Access& access, QWidget* parent) : Label({}, look::TextRole::Body, Tone::Secondary, parent), m_refusal(access)
{
    connect(&m_refusal, &models::ChangeRefusal::over, this, [this] { say(Tone::Secondary, {}); });
}

void SavedLine::tell(const QString& saved)
{
    m_refusal.clear();
    say(Tone::Secondary, saved);
}

void SavedLine::tellProblem(const QString& problem)
{
    m_refusal.clear();
    say(Tone::Error, problem);
}

void SavedLine::tellRefusal(const gateway::Error& error)
{
    m_refusal.set(error);
    say(Tone::Error, m_refusal.text(), m_refusal.detail());
}

void SavedLine::say(Tone tone, const QString& text, const QString& detail)
{
    setTone(tone);
    setText(text);
    setToolTip(detail);
}

} // namespace ui::pages
