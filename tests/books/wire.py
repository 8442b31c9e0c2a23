"""The three dialects as an upstream writes them."""
import json

WORD = 'tick '


def _event(data, name=None):
    return (f'event: {name}\n' if name else '') + 'data: ' + (data if isinstance(data, str) else json.dumps(data)) + '\n\n'


def _chat_usage(tokens):
    prompt = tokens['fresh'] + tokens['cached']
    completion = tokens['output'] + tokens['reasoning']
    return {'prompt_tokens': prompt, 'completion_tokens': completion, 'total_tokens': prompt + completion,
            'prompt_tokens_details': {'cached_tokens': tokens['cached']},
            'completion_tokens_details': {'reasoning_tokens': tokens['reasoning']}}


def _messages_usage(tokens, output):
    return {'input_tokens': tokens['fresh'], 'cache_read_input_tokens': tokens['cached'],
            'cache_creation_input_tokens': tokens['written'], 'output_tokens': output}


def _responses_usage(tokens):
    prompt = tokens['fresh'] + tokens['cached']
    completion = tokens['output'] + tokens['reasoning']
    return {'input_tokens': prompt, 'input_tokens_details': {'cached_tokens': tokens['cached']}, 'output_tokens': completion,
            'output_tokens_details': {'reasoning_tokens': tokens['reasoning']}, 'total_tokens': prompt + completion}


class Chat:
    @staticmethod
    def billed(tokens):
        """The usage in this dialect, which cannot express cache writes."""
        return {**tokens, 'written': 0}

    @staticmethod
    def whole(model, tokens, words):
        return {'id': 'chatcmpl-1', 'object': 'chat.completion', 'created': 1, 'model': model, 'usage': _chat_usage(tokens),
                'choices': [{'index': 0, 'finish_reason': 'stop', 'message': {'role': 'assistant', 'content': WORD * words}}]}

    @staticmethod
    def begin(model, words, _tokens):
        def chunk(delta):
            return _event({'id': 'chatcmpl-1', 'object': 'chat.completion.chunk', 'created': 1, 'model': model,
                           'choices': [{'index': 0, 'delta': delta, 'finish_reason': None}]})
        return chunk({'role': 'assistant', 'content': ''}) + chunk({'content': WORD}) * words

    @staticmethod
    def end(model, tokens, _words):
        head = {'id': 'chatcmpl-1', 'object': 'chat.completion.chunk', 'created': 1, 'model': model}
        return (_event({**head, 'choices': [{'index': 0, 'delta': {}, 'finish_reason': 'stop'}]})
                + _event({**head, 'choices': [], 'usage': _chat_usage(tokens)}) + _event('[DONE]'))

    @staticmethod
    def error(status):
        return {'error': {'message': f'the upstream says {status}', 'type': 'upstream', 'param': None, 'code': None}}

    @staticmethod
    def error_event():
        return _event(Chat.error(500))


class Messages:
    @staticmethod
    def billed(tokens):
        """Its output includes the reasoning."""
        return {**tokens, 'output': tokens['output'] + tokens['reasoning'], 'reasoning': 0}

    @staticmethod
    def whole(model, tokens, words):
        return {'id': 'msg_1', 'type': 'message', 'role': 'assistant', 'model': model, 'stop_reason': 'end_turn', 'stop_sequence': None,
                'content': [{'type': 'text', 'text': WORD * words}],
                'usage': _messages_usage(tokens, Messages.billed(tokens)['output'])}

    @staticmethod
    def begin(model, words, tokens):
        start = {'id': 'msg_1', 'type': 'message', 'role': 'assistant', 'model': model, 'content': [], 'stop_reason': None,
                 'stop_sequence': None, 'usage': _messages_usage(tokens, 1)}
        word = _event({'type': 'content_block_delta', 'index': 0, 'delta': {'type': 'text_delta', 'text': WORD}}, 'content_block_delta')
        return (_event({'type': 'message_start', 'message': start}, 'message_start')
                + _event({'type': 'content_block_start', 'index': 0, 'content_block': {'type': 'text', 'text': ''}},
                         'content_block_start') + word * words)

    @staticmethod
    def end(_model, tokens, _words):
        output = Messages.billed(tokens)['output']
        return (_event({'type': 'content_block_stop', 'index': 0}, 'content_block_stop')
                + _event({'type': 'message_delta', 'delta': {'stop_reason': 'end_turn', 'stop_sequence': None},
                          'usage': {'output_tokens': output}}, 'message_delta')
                + _event({'type': 'message_stop'}, 'message_stop'))

    @staticmethod
    def error(status):
        return {'type': 'error', 'error': {'type': 'api_error', 'message': f'the upstream says {status}'}}

    @staticmethod
    def error_event():
        return _event(Messages.error(500), 'error')


class Responses:
    billed = Chat.billed

    @staticmethod
    def _response(model, status, **more):
        return {'id': 'resp_1', 'object': 'response', 'created_at': 1, 'status': status, 'model': model, 'output': [], **more}

    @staticmethod
    def _item(words):
        return {'id': 'msg_1', 'type': 'message', 'role': 'assistant', 'status': 'completed',
                'content': [{'type': 'output_text', 'text': WORD * words, 'annotations': []}]}

    @staticmethod
    def whole(model, tokens, words):
        return Responses._response(model, 'completed', output=[Responses._item(words)], usage=_responses_usage(tokens))

    @staticmethod
    def begin(model, words, _tokens):
        created = Responses._response(model, 'in_progress')
        place = {'item_id': 'msg_1', 'output_index': 0, 'content_index': 0}
        events = [{'type': 'response.created', 'response': created}, {'type': 'response.in_progress', 'response': created},
                  {'type': 'response.output_item.added', 'output_index': 0,
                   'item': {**Responses._item(0), 'status': 'in_progress', 'content': []}},
                  {'type': 'response.content_part.added', **place, 'part': {'type': 'output_text', 'text': '', 'annotations': []}}]
        events += [{'type': 'response.output_text.delta', **place, 'delta': WORD}] * words
        return ''.join(_event({**event, 'sequence_number': number}, event['type']) for number, event in enumerate(events))

    @staticmethod
    def end(model, tokens, words):
        place = {'item_id': 'msg_1', 'output_index': 0, 'content_index': 0}
        part = {'type': 'output_text', 'text': WORD * words, 'annotations': []}
        events = [{'type': 'response.output_text.done', **place, 'text': WORD * words},
                  {'type': 'response.content_part.done', **place, 'part': part},
                  {'type': 'response.output_item.done', 'output_index': 0, 'item': Responses._item(words)},
                  {'type': 'response.completed', 'response': Responses.whole(model, tokens, words)}]
        return ''.join(_event({**event, 'sequence_number': 4 + words + number}, event['type']) for number, event in enumerate(events))

    error = Chat.error

    @staticmethod
    def error_event():
        return _event({'type': 'error', 'code': 'server_error', 'message': 'the upstream says 500', 'param': None,
                       'sequence_number': 0}, 'error')


WIRE = {'chat': Chat, 'messages': Messages, 'responses': Responses}


def request(dialect, model, marker, is_stream):
    """(path, body) of a client's request."""
    text = f'Say something. plan:{marker}:'
    if dialect == 'responses':
        return '/v1/responses', {'model': model, 'input': text, 'stream': is_stream, 'store': False}
    body = {'model': model, 'messages': [{'role': 'user', 'content': text}], 'stream': is_stream}
    if dialect == 'messages':
        return '/v1/messages', {**body, 'max_tokens': 4096}
    return '/v1/chat/completions', body
