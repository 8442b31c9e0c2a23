#pragma once

#include "gateway/evaluation/runs/results.h"

#include <QWidget>

#include <memory>

namespace ui::pages {

/// Score against cost: a disc for a target on the front, a ring for another one, each with its interval and its name. The
/// table of targets has the same numbers.
class ParetoPlot final : public QWidget {
    Q_OBJECT
public:
    explicit ParetoPlot(QWidget* parent = nullptr);

    /// Null: none.
    void setResults(std::shared_ptr<const gateway::evaluation::RunResults> results);
    void retranslate();
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::shared_ptr<const gateway::evaluation::RunResults> m_results;
};

} // namespace ui::pages
