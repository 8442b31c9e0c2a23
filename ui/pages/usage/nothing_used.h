#pragma once

#include "ui/widgets/empty_state.h"

namespace ui::widgets {
class Button;
}

namespace ui::pages {

/// Shown on the usage page while there is nothing to add up: a grey sample chart, and a link to a first request; for a
/// past time a link to the latest days.
class NothingUsed final : public widgets::EmptyState {
    Q_OBJECT
public:
    explicit NothingUsed(QWidget* parent = nullptr);

    enum class State {
        Nothing, ///< no usage up to now
        Over,    ///< no usage in a time that is over
        Unknown, ///< the ledger is unreadable; offers no link
    };
    /// `days`: the time as text.
    void setState(State state, const QString& days);

Q_SIGNALS:
    void testRequested();
    void latestWanted(); ///< show the latest days

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QWidget* m_sample;
    widgets::Button* m_test;
    widgets::Button* m_latest;
    State m_state = State::Nothing;
    QString m_days;
};

} // namespace ui::pages
