#pragma once

#include "ui/widgets/state/empty_state.h"

namespace ui::widgets {
class Button;
}

namespace ui::pages {

/// What the page of usage shows while there is nothing to add up: a chart of made-up numbers in grey, so that one sees
/// what will be here, and the way to a first request.
class NothingUsed final : public widgets::EmptyState {
    Q_OBJECT
public:
    explicit NothingUsed(QWidget* parent = nullptr);

    /// Nothing was used; not `isKnown`: or the ledger cannot be read, and there is no way on from here.
    void setKnown(bool isKnown);

Q_SIGNALS:
    void testRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QWidget* m_sample;
    widgets::Button* m_test;
    bool m_isKnown = true;
};

} // namespace ui::pages
