#pragma once

#include "ui/widgets/empty_state.h"

namespace ui::widgets {
class Button;
}

namespace ui::pages {

/// What the page of usage shows while there is nothing to add up: a chart of made-up numbers in grey, so that one sees
/// what will be here, and the way to a first request; of a time that is over the way to the latest days.
class NothingUsed final : public widgets::EmptyState {
    Q_OBJECT
public:
    explicit NothingUsed(QWidget* parent = nullptr);

    enum class State {
        Nothing, ///< was used up to now
        Over,    ///< was used in a time to which no request is added any more
        Unknown, ///< the ledger cannot be read, and there is no way on from here
    };
    /// `days`: the time in words.
    void setState(State state, const QString& days);

Q_SIGNALS:
    void testRequested();
    void latestWanted(); ///< the latest days are to be shown

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
