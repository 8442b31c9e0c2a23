#pragma once

#include <QPlainTextEdit>

namespace ui::dialogs {

/// A field of several lines, as quiet as those of one. Tab leaves it.
class TextField : public QPlainTextEdit {
    Q_OBJECT
public:
    /// As high as that many lines.
    explicit TextField(int lines, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

private:
    int m_lines;
};

} // namespace ui::dialogs
