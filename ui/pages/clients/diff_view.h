#pragma once

#include "ui/models/clients/diff_lines.h"

#include <QPlainTextEdit>

#include <string>
#include <vector>

namespace ui::pages {

/// The lines of a change of one file: with + and − as well as colour. As high as its lines, up to a
/// limit; read and chosen by keyboard, Tab leaves it.
class DiffView : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit DiffView(QWidget* parent = nullptr);

    void setDiff(const std::string& unified);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;

private:
    void colour();

    std::vector<models::DiffLine> m_lines;
};

} // namespace ui::pages
