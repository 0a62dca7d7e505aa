# Delivers as Postal's lib/postal/http.rb does, and prints the outcome of each URL as a line of JSON.
#
# Standard input is an object: "deadline" in seconds, "headers" with the values of the signature,
# "body", and "urls". What Postal does not rescue is "locked".

require "json"
require "net/https"
require "timeout"
require "uri"

def deliver(url, headers, body, deadline)
  uri = URI.parse(url)
  path = uri.path.empty? ? "/" : uri.path
  request = Net::HTTP::Post.new(uri.query ? "#{path}?#{uri.query}" : path)
  request.basic_auth(uri.user, uri.password) if uri.user
  request.add_field("Content-Type", "application/json")
  request.body = body
  %w[X-Postal-Signature-KID X-Postal-Signature X-Postal-Signature-256].each do |name|
    request.add_field(name, headers.fetch(name.downcase))
  end
  request["User-Agent"] = headers.fetch("user-agent")

  connection = Net::HTTP.new(uri.host, uri.port)
  if uri.scheme == "https"
    connection.use_ssl = true
    connection.verify_mode = OpenSSL::SSL::VERIFY_PEER
  end
  begin
    Timeout.timeout(deadline) do
      answer = connection.request(request)
      [answer.code.to_i, answer.body]
    end
  rescue OpenSSL::SSL::SSLError
    [-3, nil]
  rescue SocketError, Errno::ECONNRESET, EOFError, Errno::EINVAL, Errno::ENETUNREACH, Errno::EHOSTUNREACH, Errno::ECONNREFUSED
    [-2, nil]
  rescue Timeout::Error
    [-1, nil]
  end
end

# Postal joins answer and payload to one statement of SQL.
def store(answer, body)
  ["'" + answer.to_s + "'", "'" + body + "'"].join(", ")
end

# Those of Net::HTTP alone are compared, and Postal's worker has none by default.
%w[http_proxy https_proxy HTTP_PROXY HTTPS_PROXY].each { |name| ENV.delete(name) }
input = JSON.parse($stdin.read.force_encoding("UTF-8"))
input["urls"].each do |url|
  result =
    begin
      code, answer = deliver(url, input["headers"], input["body"], input["deadline"])
      store(answer, input["body"])
      { "status" => code, "answer" => answer.to_s.unpack1("H*") }
    rescue StandardError => e
      { "status" => "locked", "answer" => "", "error" => "#{e.class}: #{e.message}".scrub.dump }
    end
  puts JSON.generate(result)
  $stdout.flush
end
